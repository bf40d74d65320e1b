"""A page becomes its text, its article, and what its markup states."""
