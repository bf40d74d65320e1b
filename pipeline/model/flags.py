"""Flags: why a person should look at an article that was kept, each with a reason in a sentence.

A flag is a fact of a draft under the name `flag.ID`; its value says where or how much.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pipeline.model.reasons import Reason

FLAGS: Mapping[str, Reason] = {
    name: Reason(**said)
    for name, said in tomllib.loads(
        Path(__file__).with_name("flags.toml").read_text("utf-8")
    ).items()
}
"""Every flag by its id; `docs/reference.md` lists them."""

PREFIX = "flag."


def flags_of(found: Mapping[str, object]) -> tuple[str, ...]:
    """The ids of the flags among the facts of a draft, in order.

    >>> flags_of({"title": 1, "flag.short": 2, "flag.decoding": 3})
    ('decoding', 'short')
    """
    return tuple(sorted(name[len(PREFIX) :] for name in found if name.startswith(PREFIX)))
