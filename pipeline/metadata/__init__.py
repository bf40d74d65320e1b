"""Title, author, site and date, from lines of text."""
