"""Bytes become clean characters: decode, repair, convert."""
