"""The stage: which lines and spans of an article go."""
