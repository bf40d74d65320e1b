"""The rules that know a page's furniture: `strip` cuts by them, to `head` they are no title."""

from functools import cache

from pipeline.model.rules import Rule, load

# In this order they are asked: what pages call out, what all have, what one kind of place shows.
_FILES = ("strip_calls.toml", "strip.toml", "strip_places.toml")


@cache
def furniture(*kinds: str) -> tuple[Rule, ...]:
    """The rules of these kinds, in the order in which they are asked."""
    return tuple(
        rule for file in _FILES for rule in load(file) if rule.extra.get("kind", "line") in kinds
    )
