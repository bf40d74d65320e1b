r"""Rules kept as data: a pattern, what it becomes, why, and examples of what it changes and leaves.

    [[rule]]
    id = "number-of-page"
    why = "Pagination left by the page's script."
    pattern = '^第\d+页$'
    new = ""
    changes = ["第3页"]
    leaves = ["第3页写着他的名字。"]

`load` reads the rules that stand beside a stage, `read` those of any file. Further keys of a rule
(`zone`, `kind`, …) are kept in `extra` for the stage that knows them. A
`Rulebook` is the fast way to ask many rules at once.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from re import Match, Pattern
from re import _parser as sre  # type: ignore[attr-defined]  # typeshed has no stubs for it
from typing import Any

FOLDER = Path(__file__).parents[1] / "boilerplate" / "rules"
_REQUIRED = ("id", "why", "pattern", "changes", "leaves")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*rule[ \t]*\]\]", re.MULTILINE)
_FEW = 16  # Literals; so many are looked for one by one sooner than by their first characters.
_MOST_ANCHORS = (
    64  # More literals than this cost more to look for than the pattern they would save.
)


class RuleError(ValueError):
    """A rule file that can't be used; the message names the place, the rule and the next step."""


@dataclass(frozen=True)
class Rule:
    """One line of knowledge: where `pattern` matches, the text becomes `new`."""

    id: str
    why: str
    pattern: str
    new: str = ""
    changes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @cached_property
    def regex(self) -> Pattern[str]:
        """The pattern, compiled when it is first needed."""
        return re.compile(self.pattern)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """Literals of which every match holds at least one; none when the pattern has no such.

        >>> Rule("page", "", r"第\\d+页|(?:上|下)一[页章]").anchors
        ('一', '第')
        """
        stated = self.extra.get("anchors")
        return tuple(stated) if stated else anchors(self.pattern)

    def matches(self, text: str) -> Iterator[Match[str]]:
        """The places in a text where this rule would act, left to right."""
        return self.regex.finditer(text)


class Rulebook:
    """Many rules, asked at once: a pattern is tried only on a text that holds one of its anchors.

    >>> book = Rulebook([Rule("icp", "", "ICP备[0-9]+号"), Rule("page", "", "第[0-9]+页")])
    >>> [rule.id for rule in book.possible("京ICP备1号")], book.possible("一句话。")
    (['icp'], [])
    """

    __slots__ = ("_always", "_first", "_firsts", "rules")

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._always = frozenset(i for i, rule in enumerate(self.rules) if not rule.anchors)
        self._first: dict[str, list[tuple[str, int]]] = {}
        for i, rule in enumerate(self.rules):
            for literal in rule.anchors:
                self._first.setdefault(literal[0], []).append((literal, i))
        many = sum(map(len, self._first.values())) > _FEW
        self._firsts = re.compile(f"[{re.escape(''.join(self._first))}]") if many else None

    def possible(self, text: str) -> list[Rule]:
        """The rules that can match somewhere in `text`, in their order."""
        found = set(self._always)
        first = self._first
        chars = set(self._firsts.findall(text)) if self._firsts else [c for c in first if c in text]
        for char in chars:
            for literal, i in first[char]:
                if i not in found and literal in text:
                    found.add(i)
        return [self.rules[i] for i in sorted(found)]


@cache
def load(name: str) -> tuple[Rule, ...]:
    """The rules of a file beside the stages, such as `strip.toml`. Raises `RuleError`."""
    return read(FOLDER / name)


def read(path: Path) -> tuple[Rule, ...]:
    """The rules of any file, in its order. Raises `RuleError` with the place and the next step."""
    return parse(path.read_text("utf-8"), f"{path.parent.name}/{path.name}")


def parse(text: str, name: str) -> tuple[Rule, ...]:
    """The rules written in `text`; `name` is what error messages call it."""
    try:
        tables = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: {error}; correct the TOML") from error
    places = [text.count("\n", 0, header.start()) + 1 for header in _HEADER.finditer(text)]
    if len(places) != len(tables):
        raise RuleError(f"{name}: rules in another form; write each under its own [[rule]]")
    seen: dict[str, int] = {}
    rules = []
    for place, table in zip(places, tables, strict=True):
        rules.append(_rule(table, f"{name}:{place}"))
        first = seen.setdefault(rules[-1].id, place)
        if first != place:
            again = f"{name}:{place}: rule {rules[-1].id} stands at line {first} too"
            raise RuleError(f"{again}; rename one of them")
    return tuple(rules)


def _rule(table: Mapping[str, Any], place: str) -> Rule:
    """A rule from its TOML table, looked over."""
    called = table.get("id", "without id")
    for key in _REQUIRED:
        if key not in table:
            raise RuleError(f"{place}: rule {called} has no {key}; add it")
    if not _ID.fullmatch(table["id"]):
        raise RuleError(f"{place}: rule id {called!r} is not in-lower-case; rename it")
    if not table["changes"]:
        raise RuleError(f'{place}: rule {called} changes nothing; add an example to "changes"')
    if not table["leaves"]:
        raise RuleError(f'{place}: rule {called} leaves nothing alone; add an example to "leaves"')
    try:
        re.compile(table["pattern"])
    except re.error as error:
        raise RuleError(f"{place}: rule {called}: {error}; correct its pattern") from error
    known = {*_REQUIRED, "new"}
    return Rule(
        id=table["id"],
        why=table["why"],
        pattern=table["pattern"],
        new=table.get("new", ""),
        changes=tuple(table["changes"]),
        leaves=tuple(table["leaves"]),
        extra={key: value for key, value in table.items() if key not in known},
    )


@cache
def anchors(pattern: str) -> tuple[str, ...]:
    r"""Literals of which every match of `pattern` holds at least one; `()` when it has none.

    >>> anchors(r"^责任?编辑[:：]\S{2,4}$"), anchors(r"\d+条评论"), anchors(r"\w+")
    (('编辑',), ('条评论',), ())
    """
    tree = sre.parse(pattern)
    if tree.state.flags & re.IGNORECASE:
        return ()
    best = _needed(tree)
    return tuple(sorted(best)) if best and len(best) <= _MOST_ANCHORS else ()


def _needed(tree: Any) -> frozenset[str]:
    """The best literals one part of a parsed pattern can't do without."""
    best: frozenset[str] = frozenset()
    run = ""
    for op, value in tree:
        if op is sre.LITERAL:
            run += chr(value)
            continue
        best, run = _better(best, frozenset({run} if run else ())), ""
        found: frozenset[str] = frozenset()
        if op is sre.SUBPATTERN:
            # In a part that ignores case a literal may be spelled in other letters.
            found = frozenset() if value[1] & re.IGNORECASE else _needed(value[3])
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and value[0] > 0:
            found = _needed(value[2])
        elif op is sre.ATOMIC_GROUP:
            found = _needed(value)
        elif op is sre.BRANCH:
            sides = [_needed(side) for side in value[1]]
            found = frozenset().union(*sides) if all(sides) else frozenset()
        elif op is sre.IN and all(kind is sre.LITERAL for kind, _ in value):
            found = frozenset(chr(code) for _, code in value)
        best = _better(best, found)
    return _better(best, frozenset({run} if run else ()))


def beginning(pattern: str) -> str:
    r"""A character class with every character a match of `pattern` can begin with; "." for any.

    >>> beginning(r"(?<!\d)(?:责任)?编辑|[0-9]\d页|第?[一二]")
    '[0-9一二第编责]'
    """
    pieces, empty = _begins(sre.parse(pattern))
    return "." if empty or None in pieces else f"[{''.join(sorted(filter(None, pieces)))}]"


def _begins(tree: Any) -> tuple[set[str | None], bool]:
    """What one part of a parsed pattern can begin with, None for anything; whether with nothing."""
    found: set[str | None] = set()
    for op, value in tree:
        parts: list[Any] = []
        least = 1
        if op in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
            continue
        if op is sre.LITERAL:
            found.add(re.escape(chr(value)))
        elif op is sre.IN:
            found |= {_piece(*item) for item in value}
        elif op is sre.SUBPATTERN:
            parts = [value[3]] if not value[1] & re.IGNORECASE else [[(sre.ANY, None)]]
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            parts, least = [value[2]], value[0]
        elif op is sre.BRANCH:
            parts = value[1]
        else:
            found.add(None)
        begun = [_begins(part) for part in parts]
        found |= {piece for pieces, _ in begun for piece in pieces}
        if least and not any(empty for _, empty in begun):
            return found, False
    return found, True


def _piece(kind: Any, value: Any) -> str | None:
    """A member of a character class as written, or None for one that says what is not in it."""
    if kind is sre.LITERAL:
        return re.escape(chr(value))
    if kind is sre.RANGE:
        return "-".join(re.escape(chr(end)) for end in value)
    return r"\d" if (kind, value) == (sre.CATEGORY, sre.CATEGORY_DIGIT) else None


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The set whose shortest literal is longer, then the smaller set: it lets fewer texts pass."""
    if not one or not other:
        return one or other
    rank = (min(map(len, one)), -len(one))
    return other if (min(map(len, other)), -len(other)) > rank else one
