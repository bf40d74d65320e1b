"""The CLEAN folder and what is kept beside it."""
