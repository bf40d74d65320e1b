"""What a person asks and reads."""
