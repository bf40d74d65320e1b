r"""Rules kept as data: a pattern, why it goes, and examples of what it changes and leaves.

    [[rule]]
    id = "number-of-page"
    why = "Pagination left by the page's script."
    why_zh = "页面脚本留下的页码。"
    pattern = '^第\d+页$'
    changes = ["第3页"]
    leaves = ["第3页写着他的名字。"]

`load_rules` reads a file of this package, `parse_rules` the text of any. `KEYS` lists all keys;
those that only some stages ask (`zone`, `kind`, …) are in `extra`. Any other key is an error that
names the line. A `Rulebook` is the fast way to ask many rules at once.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from re import Match, Pattern
from re import _parser as sre  # type: ignore[attr-defined]  # typeshed has no stubs for it
from typing import Any, NamedTuple

from pipeline.model.literals import Literals, anchors

FOLDER = Path(__file__).parents[1] / "boilerplate" / "rules"
_REQUIRED = ("id", "why", "pattern", "changes", "leaves")
_HEAD_KINDS = ("source", "widget", "channel", "opening")
_STRIP_KINDS = ("line", "notice", "section", "part", "signals")
KEYS: Mapping[str, str | tuple[str, ...]] = {
    **dict.fromkeys(("id", "why", "why_zh", "unless"), "a text"),
    "pattern": "a text",
    **dict.fromkeys(("changes", "leaves", "amid", "anchors", "signals"), "a list of texts"),
    "least": "a number",
    **dict.fromkeys(("contact", "ends", "over", "speaks"), "true or false"),
    "kind": _STRIP_KINDS + _HEAD_KINDS,
    "zone": ("edge", "any", "head", "tail", "beside", "beside-head", "beside-tail"),
    "head": _HEAD_KINDS,
}
"""The keys of a rule, each with what it takes: a type, or one of some words."""
_NEEDS = {"signals": ("signals", "least", "unless")}
"""Keys that a rule of some kind can't do without."""
_GROUPS = frozenset(("title", "author", "sitename", "date"))
"""Groups of a pattern of kind source: the fields that it states."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*rule[ \t]*\]\]", re.MULTILINE)


class RuleError(ValueError):
    """A rule file that can't be used; the message names the place, the rule and the next step."""


@dataclass(frozen=True)
class Rule:
    """One line of knowledge: what `pattern` matches goes, where its kind and zone say so."""

    id: str
    why: str
    pattern: str
    why_zh: str = ""
    changes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    line: int = field(default=0, compare=False)

    @property
    def of_head(self) -> bool:
        """Whether the stage `head` asks it, and not `strip`."""
        return self.extra.get("kind") in _HEAD_KINDS

    @property
    def head_kind(self) -> str:
        """What it says a line above the text is: `boilerplate` if it is not one of heads."""
        kind: str = self.extra.get("head", self.extra.get("kind", "line"))
        return kind if kind in _HEAD_KINDS else "boilerplate"

    @property
    def cuts(self) -> bool:
        """Whether it cuts what it matches; some rules of heads only say what is no title."""
        return self.extra.get("kind") not in ("widget", "opening")

    @cached_property
    def regex(self) -> Pattern[str]:
        """The pattern, compiled when it is first needed."""
        return re.compile(self.pattern)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """Literals of which every match holds at least one; none when the pattern has no such.

        >>> Rule("page", "", r"第\\d+页|(?:上|下)一[页章]").anchors
        ('上一章', '上一页', '下一章', '下一页', '第')
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

    __slots__ = ("_always", "_literals", "_rules_of", "rules")

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._always = frozenset(i for i, rule in enumerate(self.rules) if not rule.anchors)
        rules_of: dict[str, list[int]] = {}
        for i, rule in enumerate(self.rules):
            for literal in rule.anchors:
                rules_of.setdefault(literal, []).append(i)
        self._literals = Literals(rules_of)
        self._rules_of = tuple(rules_of.values())

    def possible(self, text: str) -> list[Rule]:
        """The rules that can match somewhere in `text`, in their order."""
        of = self._rules_of
        found = self._always.union(*(of[literal] for literal in self._literals.among(text)))
        return [self.rules[i] for i in sorted(found)]


@cache
def load_rules(name: str) -> tuple[Rule, ...]:
    """The rules of a file of this package, such as `strip.toml`. Raises `RuleError`.

    Their patterns are compiled when a text first needs them; that they can be is tested.
    """
    return _parsed((FOLDER / name).read_text("utf-8"), f"{FOLDER.name}/{name}")


def every_rule() -> Iterator[Rule]:
    """The rules of all files of this package."""
    for file in sorted(FOLDER.glob("*.toml")):
        yield from load_rules(file.name)


_SURE = {"beside": "any", "beside-head": "head", "beside-tail": "tail"}


def promoted(rule: Rule) -> Rule:
    """A rule that is believed where it stands, without other boilerplate beside it.

    Raises `RuleError` for one that needs none.
    """
    zone = _SURE.get(rule.extra.get("zone", ""))
    if not zone:
        raise RuleError(f"{rule.id}: needs no boilerplate beside it, so it can't be promoted")
    return replace(rule, extra={**rule.extra, "zone": zone})


def parse_rules(text: str, name: str) -> tuple[Rule, ...]:
    """The rules written in `text`; `name` is what error messages call it."""
    rules = _parsed(text, name)
    lines = text.split("\n")
    for rule in rules:
        for key in ("pattern", "unless", "signals"):
            _compile(rule, key, _Place(name, rule.line, lines))
    return rules


def _parsed(text: str, name: str) -> tuple[Rule, ...]:
    """The rules written in `text`, without a look at their patterns."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: {error}; correct the TOML") from error
    for key in document:
        if key != "rule":
            line = _line_of(key, text.split("\n"), 0)
            raise RuleError(f"{name}:{line}: unknown key {key!r}; rules stand under [[rule]]")
    tables = document.get("rule", [])
    places = [text.count("\n", 0, header.start()) + 1 for header in _HEADER.finditer(text)]
    if not isinstance(tables, list) or len(places) != len(tables):
        raise RuleError(f"{name}: rules in another form; write each under its own [[rule]]")
    seen: dict[str, int] = {}
    rules = []
    lines = text.split("\n")
    for place, table in zip(places, tables, strict=True):
        rules.append(_rule(table, _Place(name, place, lines)))
        first = seen.setdefault(rules[-1].id, place)
        if first != place:
            again = f"{name}:{place}: rule {rules[-1].id} stands at line {first} too"
            raise RuleError(f"{again}; rename one of them")
    _one_stage(rules, places, name)
    return tuple(rules)


def _one_stage(rules: Sequence[Rule], places: Sequence[int], name: str) -> None:
    """Raise `RuleError` where rules of heads and of strip stand in one file: one stage reads it."""
    heads = [rule.of_head for rule in rules]
    for rule, place, head in zip(rules, places, heads, strict=True):
        if head != heads[0]:
            wanted = ", ".join(_HEAD_KINDS if heads[0] else _STRIP_KINDS)
            kind = rule.extra.get("kind", "line")
            raise RuleError(
                f"{name}:{place}: rule {rule.id} has kind {kind!r}, those above it are of another "
                f"stage; one of {wanted}, or a file of its own"
            )


class _Place(NamedTuple):
    """Where a rule stands: the name of its file, its line from 1, and all lines of the file."""

    name: str
    line: int
    lines: Sequence[str]

    def error(self, message: str, key: str = "") -> RuleError:
        """What is wrong, with the line of a key, or of the rule where that has no line."""
        line = _line_of(key, self.lines, self.line) if key else self.line
        return RuleError(f"{self.name}:{line}: {message}")


def _line_of(key: str, lines: Sequence[str], above: int) -> int:
    """The number of the first line below line `above` that gives a key a value."""
    given = re.compile(rf"""\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*[=.\]]""")
    return next((n for n, line in enumerate(lines[above:], above + 1) if given.match(line)), above)


def _rule(table: Mapping[str, Any], place: _Place) -> Rule:
    """A rule from its TOML table, looked over."""
    called = table.get("id", "without id")
    for key, value in table.items():
        if wrong := _wrong(key, value):
            raise place.error(f"rule {called}: {wrong}", key)
    for key in _REQUIRED:
        if key not in table:
            raise place.error(f"rule {called} has no {key}; add it")
    if not _ID.fullmatch(table["id"]):
        raise place.error(f"rule id {called!r} is not in-lower-case; rename it")
    if not table["changes"]:
        raise place.error(f'rule {called} changes nothing; add an example to "changes"')
    if not table["leaves"]:
        raise place.error(f'rule {called} leaves nothing alone; add an example to "leaves"')
    for need in _NEEDS.get(table.get("kind", "line"), ()):
        if need not in table:
            raise place.error(f"rule {called} of kind {table['kind']} has no {need}; add it")
    own = ("id", "why", "why_zh", "pattern", "changes", "leaves")
    return Rule(
        id=table["id"],
        why=table["why"],
        pattern=table["pattern"],
        why_zh=table.get("why_zh", ""),
        changes=tuple(table["changes"]),
        leaves=tuple(table["leaves"]),
        extra={key: value for key, value in table.items() if key not in own},
        line=place.line,
    )


def _wrong(key: str, value: Any) -> str:
    """What is wrong with the value of a key, blank where nothing is.

    >>> _wrong("zone", "taill")
    "unknown zone 'taill'; one of edge, any, head, tail, beside, beside-head, beside-tail"
    """
    if key not in KEYS:
        return f"unknown key {key!r}; one of {', '.join(sorted(KEYS))}"
    wanted = KEYS[key]
    if isinstance(wanted, tuple):
        return "" if value in wanted else f"unknown {key} {value!r}; one of {', '.join(wanted)}"
    good = {
        "a text": isinstance(value, str),
        "a number": type(value) is int,
        "true or false": isinstance(value, bool),
        "a list of texts": isinstance(value, list) and all(isinstance(one, str) for one in value),
    }
    return "" if good[wanted] else f"{key} is {value!r}; give {wanted}"


def _compile(rule: Rule, key: str, place: _Place) -> None:
    """Raise `RuleError` where a regular expression of a rule can't be used."""
    stated = rule.pattern if key == "pattern" else rule.extra.get(key, [])
    for pattern in [stated] if isinstance(stated, str) else stated:
        try:
            groups = re.compile(pattern).groupindex
        except (re.error, RecursionError, OverflowError) as error:
            message = f"rule {rule.id}: {error}; correct its {key}"
            raise place.error(message, key) from error
        if rule.extra.get("kind") == "source" and (other := sorted({*groups} - _GROUPS)):
            allowed = ", ".join(sorted(_GROUPS))
            raise place.error(f"rule {rule.id}: unknown group {other[0]!r}; one of {allowed}")


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
