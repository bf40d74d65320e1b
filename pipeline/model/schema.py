"""The shape of what is read back: one small validator for ledger lines, rows, rules and state.

A shape is written as what it describes: `str`, `int`, `float` or `bool`; a frozenset of the words
that can stand there; `[shape]` for a list; `(shape, shape)` for a list of just these; a mapping of
names to shapes, where a name that ends with `?` may be missing; `Each(shape)` for a mapping of any
names; `Or(shape, None)` for one of several.
"""

from collections.abc import Mapping
from math import isfinite
from typing import Any

_SHOWN = 40  # characters of a wrong value in a sentence
_LARGEST = 1 << 63


class Each:
    """A mapping from any names to values of one shape."""

    def __init__(self, shape: Any) -> None:
        self.shape = shape


class Or:
    """A value of one of several shapes."""

    def __init__(self, *shapes: Any) -> None:
        self.shapes = shapes


def misfit(value: Any, shape: Any, name: str = "it") -> str:
    """What is wrong with a value, as half a sentence; blank when it has the shape.

    >>> misfit({"a": [1, "x"]}, {"a": [int], "b?": str})
    "a[1] is 'x', not a whole number"
    >>> misfit({"a": 1, "c": 2}, {"a": float})
    'c is unknown'
    >>> misfit("gone", frozenset({"kept", "empty"}), "fate"), misfit(None, Or(str, None))
    ("fate is 'gone', not empty or kept", '')
    """
    if shape is None or isinstance(shape, type):
        return "" if _is(value, shape) else _wrong(name, value, _CALLED[shape])
    if isinstance(shape, frozenset):
        good = isinstance(value, str) and value in shape
        return "" if good else _wrong(name, value, " or ".join(sorted(shape)))
    if isinstance(shape, Or):
        found = [misfit(value, one, name) for one in shape.shapes]
        return "" if "" in found else found[0]
    if isinstance(shape, list | tuple):
        return _misfit_of_list(value, shape, name)
    return _misfit_of_mapping(value, shape, name)


def _misfit_of_list(value: Any, shape: Any, name: str) -> str:
    if not isinstance(value, list | tuple):
        return _wrong(name, value, "a list")
    if isinstance(shape, tuple) and len(value) != len(shape):
        return f"{name} has {len(value)} values, not {len(shape)}"
    shapes = shape if isinstance(shape, tuple) else shape * len(value)
    told = (misfit(one, of, f"{name}[{i}]") for i, (one, of) in enumerate(zip(value, shapes)))  # noqa: B905 - they are as many
    return next(filter(None, told), "")


def _misfit_of_mapping(value: Any, shape: Any, name: str) -> str:
    if not isinstance(value, Mapping):
        return _wrong(name, value, "a table of names and values")
    below = "" if name == "it" else f"{name}."
    if isinstance(shape, Each):
        told = (misfit(one, shape.shape, f"{below}{_cut(key)}") for key, one in value.items())
        return next(filter(None, told), "")
    names = {key.removesuffix("?") for key in shape}
    if unknown := sorted(str(key) for key in value if key not in names):
        return f"{below}{_cut(unknown[0])} is unknown"
    for key, one in shape.items():
        bare = key.removesuffix("?")
        if bare in value:
            if why := misfit(value[bare], one, f"{below}{bare}"):
                return why
        elif key == bare:
            return f"{below}{bare} is missing"
    return ""


def _is(value: Any, shape: Any) -> bool:
    """Whether a value is of a plain type; True and False are no numbers, and none is boundless."""
    if shape is float:
        return type(value) in (float, int) and -_LARGEST < value < _LARGEST and isfinite(value)
    if shape is int:
        return type(value) is int and -_LARGEST < value < _LARGEST
    return value is None if shape is None else type(value) is shape


_CALLED: dict[Any, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
    None: "nothing",
}


def _wrong(name: str, value: Any, wanted: str) -> str:
    if isinstance(value, list | tuple | dict):  # a deep one can't be shown
        told = "a table" if isinstance(value, dict) else "a list"
    else:
        told = _cut(repr(value))
    return f"{name} is {told}, not {wanted}"


def _cut(text: Any) -> str:
    told = str(text)
    return told if len(told) <= _SHOWN else told[:_SHOWN] + "…"
