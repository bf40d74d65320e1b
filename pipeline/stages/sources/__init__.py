"""What `read` reads: files of every kind, packed or not, as records."""
