"""No pattern of the package makes a page dear: what would show it is made from its own parse."""

import importlib
import pkgutil
import re
import sys
import time
from contextlib import suppress
from functools import cache
from re import _parser as sre  # type: ignore[attr-defined]  # no other parser knows Python's dialect

import pytest

import pipeline
from pipeline.api import clean_text
from pipeline.model.article import Refused
from pipeline.model.patterns import pumps

HEAD = "一个标题在这里\n\n正文第一段，来了很多人，他们都说好。\n\n"
TAIL = "\n\n第二段也有一句完整的话，说的是别的事情。\n来源：某报 责任编辑：某某\n本文转载自 www.beihu.cn\n"
SIZE = 4_000  # letters of a hostile line: a quadratic pattern takes some .5 s for them
DEAR = 0.06  # seconds of the processor from which the line is tried at four times its size
WORSE = 10  # times dearer at four times the size: linear is 4, quadratic 16
SHARDS = 8


@cache
def _hostile() -> list[tuple[str, str]]:
    """What comes before a repeat of a pattern of the package, and what it repeats."""
    patterns: set[tuple[str, int]] = set()
    genuine = re.compile

    def noted(pattern: str, flags: int = 0) -> "re.Pattern[str]":
        made = genuine(pattern, flags)
        asker = sys._getframe(1).f_globals["__name__"]
        if asker.startswith("pipeline.") and isinstance(pattern, str):
            patterns.add((made.pattern, made.flags))
        return made

    kept = {name: module for name, module in sys.modules.items() if name.startswith("pipeline")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(re, "compile", noted)
        for name in kept:
            del sys.modules[name]
        for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
            if "adapters" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        for name in [name for name in sys.modules if name.startswith("pipeline")]:
            del sys.modules[name]
    sys.modules.update(kept)
    found = {
        (before[:30], pump[:20])
        for pattern, flags in patterns
        for before, pump in list(pumps(sre.parse(pattern, flags), ""))[:64]
    }
    return sorted(found)


def _seconds(text: str) -> float:
    start = time.thread_time()
    with suppress(Refused):  # what is no text is not read
        clean_text(HEAD + text + TAIL)
    return time.thread_time() - start


@pytest.mark.check
@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_pattern_is_worse_than_linear(shard: int) -> None:
    strings = _hostile()
    assert len(strings) > 500  # the package's patterns were found
    bad = []
    for before, pump in strings[shard::SHARDS]:
        line = before + pump * (SIZE // len(pump))
        if _seconds(line + "!") > DEAR:
            # The least of three, for the machine has other work.
            once, again = (
                min(_seconds(text + "!") for _ in range(3))
                for text in (line, line + pump * (3 * SIZE // len(pump)))
            )
            if once > DEAR and again > WORSE * once:
                bad.append((before, pump, once, again))
    assert not bad
