"""What a person wrote beside the rules of a rules.toml, so that the next run writes it again."""

import re
from collections.abc import Iterator, Sequence

Comment = tuple[str, str]
"""The key that a comment follows on its line, blank for lines of their own; and its text with #."""

_RULE = re.compile(r"\s*\[\[\s*rule\s*\]\]\s*(#.*)?$")
_OWN = re.compile(r"\s*(#.*)$")
_VALUE = r""""(?:[^"\\]|\\.)*"|'[^']*'|[\w.+-]+"""
_AFTER = re.compile(rf"\s*(\w+)\s*=\s*(?:{_VALUE})\s*(#.*)$")


def comments_of(text: str, *, header: str = "") -> list[tuple[Comment, ...]]:
    """The comments of each rule of a file, in its order; lines above a rule are the rule's.

    What stands below the last rule is the last rule's. `header` is a line that is no person's.

    >>> comments_of('# seen by Li\\n[[rule]]\\nstatus = "vetoed"  # no mark\\n# below')
    [(('', '# seen by Li'), ('status', '# no mark'), ('', '# below'))]
    """
    found: list[list[Comment]] = []
    above: list[Comment] = []
    for line in text.split("\n"):
        if begun := _RULE.match(line):
            found.append([*above, *([("", begun[1])] if begun[1] else [])])
            above = []
        elif (own := _OWN.match(line)) and own[1].rstrip() != header:
            above.append(("", own[1].rstrip()))
        elif found and not own and line.strip():
            found[-1] += above  # they stand inside the rule
            above = []
            if after := _AFTER.match(line):
                found[-1].append((after[1], after[2].rstrip()))
    if found:
        found[-1] += above
    return [tuple(one) for one in found]


def with_comments(rule: str, comments: Sequence[Comment]) -> str:
    """A rule as TOML with its comments: those of lines of their own stand above it."""
    if not comments:
        return rule
    after = {key: text for key, text in comments if key}
    above = [text for key, text in comments if not key]
    return "\n".join([*above, *_followed(rule, after)])


def _followed(rule: str, after: dict[str, str]) -> Iterator[str]:
    for line in rule.split("\n"):
        comment = after.get(line.partition(" = ")[0])
        yield f"{line}  {comment}" if comment else line
