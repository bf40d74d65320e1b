"""Surveys: what the pages of a corpus have in common, as rules."""
