"""The passes of `repair`, each a function that says edits."""
