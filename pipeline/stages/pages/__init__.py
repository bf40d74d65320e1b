"""What `extract` knows of HTML: a page as lines, which of them are its article, what it states."""
