"""Learned rules: what a survey hands to the stage, and a person reads, vetoes and promotes.

A rule has the shape of a curated one, with evidence instead of examples. `to_toml` and `from_toml`
are inverse, so that `CLEAN/rules.toml` can go into version control.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, NamedTuple, cast, get_args

from pipeline.boilerplate.learn.comments import Comment, comments_of, with_comments
from pipeline.boilerplate.obfuscated_urls import expanded
from pipeline.boilerplate.shapes import short_digest
from pipeline.model.patterns import harm
from pipeline.model.schema import misfit

_WHERE = re.compile(r"\(\?<?!\[[^\]]*\]\)")  # what may not stand beside a mark

_HEADER = '# Learned rules. Set status to "vetoed" or "promoted"; later runs keep it.'

LearnedKind = Literal[
    "suffix-mark",
    "prefix-mark",
    "inline-mark",
    "alternatives",
    "jammer",
    "line",
    "title-tail",
    "same-title",
    "site-name",
    "author-place",
    "date-place",
    "title-place",
]
Status = Literal["learned", "vetoed", "promoted"]


_TABLE = {
    "id?": str,
    "status?": frozenset(get_args(Status)),
    "kind": frozenset(get_args(LearnedKind)),
    "scope": str,
    "zone?": str,
    "pattern": str,
    "anchor?": str,
    "beside?": [str],
    "why?": str,
    "documents?": int,
    "sites?": int,
    "titles?": int,
    "paragraphs?": int,
    "examples?": [{"path": str, "line": int, "text": str}],
}


class Curated(NamedTuple):
    """A person's word on curated rules, by id: `[curated]` of rules.toml."""

    vetoed: tuple[str, ...] = ()
    promoted: tuple[str, ...] = ()

    def with_status(self, rule: str, status: Status) -> "Curated":
        """The same with another word on one rule; "learned" takes it back."""
        left = Curated(*(tuple(one for one in said if one != rule) for said in self))
        if status == "learned":
            return left
        return left._replace(**{status: tuple(sorted((*getattr(left, status), rule)))})

    def status(self, rule: str) -> str:
        """The word on a rule, blank for none."""
        return next((name for name in self._fields if rule in getattr(self, name)), "")


class Example(NamedTuple):
    """One place where a rule's pattern stood: the line counted from 1, and what stood there."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a rule was learned from."""

    documents: int = 0
    sites: int = 0
    titles: int = 0
    paragraphs: int = 0
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """A rule learned from a corpus.

    `pattern` is a regular expression in which `{address:www.example.com}` stands for that address
    in any disguise (see `disguises.expanded`). `scope` says where it holds: `site:HOST`, `corpus`,
    `documents`: those that prove it by themselves, `examples` are of them; or `beside`: pages of a
    site without address, known by two other lines of it near their ends, which `beside` lists.
    `zone` is where a line has to stand: `head`, `tail`, or "" for anywhere. `anchor` is a literal
    that every match has: the stage looks for it before it tries the pattern.
    """

    kind: LearnedKind
    pattern: str
    scope: str
    why: str
    anchor: str
    zone: str = ""
    evidence: Evidence = field(default_factory=Evidence, compare=False)
    status: Status = "learned"
    beside: tuple[str, ...] = field(default=(), compare=False)
    comments: tuple[Comment, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """The same over runs: made of what the rule does, not of what it was learned from."""
        name = "plain-line" if self.zone.startswith("outer-") else self.kind
        return f"{name}-{short_digest(self.kind, self.zone, self.pattern, self.scope)}"

    @property
    def template(self) -> tuple[str, str]:
        """What it cuts and of whom, wherever that has to stand.

        Rules of one template are one mark to a person: a veto of one holds for all.
        """
        return self.scope, _WHERE.sub("", self.pattern)


def merged(learned: Iterable[Learned], kept: Iterable[Learned]) -> tuple[Learned, ...]:
    """The learned rules with a person's word on them: vetoes, promotions and comments stay.

    A rule that was vetoed or promoted is there even when this run did not learn it again. What was
    vetoed of all pages is so wherever it is learned now, under whatever id.
    """
    kept = list(kept)
    vetoed = [rule for rule in kept if rule.status == "vetoed" and rule.scope == "corpus"]
    never = {(rule.kind, rule.pattern) for rule in vetoed}
    said = {rule.id: rule for rule in kept if rule.status != "learned" or rule.comments}
    rules = {
        rule.id: replace(rule, status="vetoed") if (rule.kind, rule.pattern) in never else rule
        for rule in learned
    }
    for name, old in said.items():
        if name in rules or old.status != "learned":
            new = rules.get(name, old)
            rules[name] = replace(new, status=old.status, comments=old.comments)
    return tuple(rules[name] for name in sorted(rules))


def acting(rule: Learned) -> str:
    """All of a rule that decides what it cuts; its evidence and the reason for it do not."""
    return repr((rule.id, rule.anchor, rule.status, rule.beside))


NO_WORD = Curated()


def to_toml(rules: Iterable[Learned], curated: Curated = NO_WORD) -> str:
    """The rules as a file a person can read and change.

    >>> rule = Learned("line", "返回首页", "corpus", "Stands alone at the end.", "返回首页", "tail")
    >>> from_toml(to_toml([rule])) == (rule,)
    True
    """
    parts = [f"{_HEADER}\n"]
    if any(curated):
        said = curated._asdict().items()
        lists = (f"{name} = [{', '.join(map(_quoted, ids))}]\n" for name, ids in said if ids)
        parts.append("".join(["[curated]\n", *lists]))
    for rule in sorted(rules, key=lambda rule: rule.id):
        seen = rule.evidence
        written = (
            f"[[rule]]\nid = {_quoted(rule.id)}\nstatus = {_quoted(rule.status)}\n"
            f"kind = {_quoted(rule.kind)}\nscope = {_quoted(rule.scope)}\n"
            + (f"zone = {_quoted(rule.zone)}\n" if rule.zone else "")
            + f"pattern = {_quoted(rule.pattern)}\nanchor = {_quoted(rule.anchor)}\n"
            + (f"beside = [{', '.join(map(_quoted, rule.beside))}]\n" if rule.beside else "")
            + f"why = {_quoted(rule.why)}\n"
            f"documents = {seen.documents}\nsites = {seen.sites}\n"
            f"titles = {seen.titles}\nparagraphs = {seen.paragraphs}\n"
            "examples = [\n"
            + "".join(
                f"  {{ path = {_quoted(one.path)}, line = {one.line}, "
                f"text = {_quoted(one.text)} }},\n"
                for one in seen.examples
            )
            + "]\n"
        )
        parts.append(with_comments(written, rule.comments))
    return "\n".join(parts)


def curated_from_toml(text: str) -> Curated:
    """A person's word on curated rules in a file. Raises `ValueError` as `from_toml` does."""
    said = _content(text).get("curated", {})
    return Curated(**{name: tuple(ids) for name, ids in said.items()})


@lru_cache(maxsize=1)  # a run asks for its learned and its curated rules
def _content(text: str) -> dict[str, Any]:
    import tomllib

    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ValueError(f"rules.toml: {error}; mend the line or delete the rule") from error
    curated = {f"{name}?": [str] for name in Curated._fields}
    if why := misfit(content, {"rule?": [dict], "curated?": curated}):
        raise ValueError(f"rules.toml: {why}; write each rule under its own [[rule]]")
    return content


def from_toml(text: str) -> tuple[Learned, ...]:
    """The rules of a file. Raises `ValueError` that names the rule and the field that is wrong."""
    content = _content(text)
    rules = [_rule(table, number) for number, table in enumerate(content.get("rule", []), 1)]
    if text.count("#") > text.startswith(_HEADER):
        comments = comments_of(text, header=_HEADER)
        if len(comments) == len(rules):  # else they are not each under a header of its own
            rules = [replace(rule, comments=one) for rule, one in zip(rules, comments, strict=True)]
    return tuple(sorted(rules, key=lambda rule: rule.id))


def _rule(table: dict[str, Any], number: int) -> Learned:
    name = table["id"] if isinstance(table.get("id"), str) else f"rule {number}"
    if why := misfit(table, _TABLE):
        raise ValueError(f"rules.toml: {name}: {why}; correct it or delete the rule")
    status = table.get("status", "learned")
    for pattern in (table["pattern"], *table.get("beside", ())):
        # A learned pattern is only shown; those that a run takes from here are tried.
        why = _unreadable(pattern) or (harm(expanded(pattern)) if status == "promoted" else "")
        if why:
            raise ValueError(f"rules.toml: {name}: pattern {why}; correct it or delete the rule")
    return Learned(
        cast(LearnedKind, table["kind"]),
        table["pattern"],
        table["scope"],
        table.get("why", ""),
        table.get("anchor", ""),
        table.get("zone", ""),
        Evidence(
            table.get("documents", 0),
            table.get("sites", 0),
            table.get("titles", 0),
            table.get("paragraphs", 0),
            tuple(Example(**one) for one in table.get("examples", ())),
        ),
        cast(Status, status),
        tuple(table.get("beside", ())),
    )


def _unreadable(pattern: str) -> str:
    try:
        re.compile(expanded(pattern))
    except (re.error, RecursionError, OverflowError) as error:
        return f"is no regular expression: {error}"
    return ""


def _quoted(text: str) -> str:
    """A TOML basic string; literal strings can't hold quotes or control characters."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04x}", escaped) + '"'
