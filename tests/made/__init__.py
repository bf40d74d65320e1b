"""Generators of made-up material whose right answer is known by construction."""
