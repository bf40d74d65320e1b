"""The rules that know boilerplate: `strip` cuts by them, to `head` they are no title."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, wraps
from typing import ParamSpec, TypeVar, cast

from pipeline.model.rules import Rule, load_rules

P = ParamSpec("P")
_R = TypeVar("_R")

# In this order they are asked: what pages call out, what all have, what one kind of place shows.
_FILES = ("strip_calls.toml", "strip.toml", "strip_places.toml")
_HEAD = "head.toml"

# Rules that are tried before those of the files, and what was made of rules and is kept.
_tried: list[Rule] = []
_disabled: set[str] = set()
_kept: list[Callable[[], None]] = []


def kept_by_rules(function: Callable[P, _R]) -> Callable[P, _R]:
    """The function with its results kept, until other rules are tried."""
    found = cache(function)
    _kept.append(found.cache_clear)
    return cast(Callable[P, _R], wraps(function)(found))


@kept_by_rules
def boilerplate_rules(*kinds: str) -> tuple[Rule, ...]:
    """The rules of these kinds, in the order in which they are asked."""
    return tuple(rule for rule in _all(*_FILES) if rule.extra.get("kind", "line") in kinds)


@kept_by_rules
def head_rules() -> tuple[Rule, ...]:
    """The rules of what stands above an article and is not its title."""
    return tuple(_all(_HEAD))


def _all(*files: str) -> Iterator[Rule]:
    """The rules that are tried for the stage of these files, then the files' but for their ids."""
    mine = [rule for rule in _tried if rule.of_head == (_HEAD in files)]
    yield from (rule for rule in mine if rule.id not in _disabled)
    ids = {rule.id for rule in mine} | _disabled
    yield from (rule for file in files for rule in load_rules(file) if rule.id not in ids)


def ask(rules: Sequence[Rule], disabled: Iterable[str]) -> None:
    """Ask some more rules first, and disabled ones not at all, from now on in this process."""
    if [*rules] != _tried or {*disabled} != _disabled:
        _tried[:] = rules
        _disabled.clear()
        _disabled.update(disabled)
        for clear in _kept:
            clear()


@contextmanager
def trying(rules: Iterable[Rule]) -> Iterator[None]:
    """With some more rules, asked first; one takes the place of a rule of the files with its id.

    Holds for this process, in which no other page is cleaned meanwhile.
    """
    ask([*rules], ())
    try:
        yield
    finally:
        ask((), ())
