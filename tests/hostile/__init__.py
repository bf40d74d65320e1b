"""Inputs that are made to harm a run, and what they come to: `make hostile`."""
