"""Articles as Markdown files: YAML front matter and one paragraph a line, there and back exactly.

Every value is a JSON scalar, which is also a YAML one, so no YAML library is needed and `no`,
`null` or `2023-02-27` stay the strings they are.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

FENCE = "---"
# YAML calls these unprintable or takes them for line breaks inside a quoted scalar.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_KEY = re.compile(r"([^\s:#'\"\[\]{}&*!|>%@`,?-][^:\n]{0,200}?)\s*:(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)$")
# What YAML reads as something else than a string; `null` is the one that means "unknown".
_NULL = frozenset({"", "null", "Null", "NULL", "~"})


def quoted(value: object) -> str:
    """A value as one line that JSON and YAML read alike.

    >>> quoted("他说：“no”"), quoted(None), quoted("a" + chr(0x85))
    ('"他说：“no”"', 'null', '"a\\\\u0085"')
    """
    return _UNPRINTABLE.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False)
    )


def compose(fields: Mapping[str, Any], text: str) -> str:
    r"""A Markdown file: the fields in their order, then the text, its lines a blank line apart.

    A text whose field `markup` says that it is Markdown has these blank lines already.

    >>> print(compose({"title": "题", "date": None, "tags": ["甲", "乙"]}, "一\n二"), end="")
    ---
    title: "题"
    date: null
    tags: ["甲", "乙"]
    ---
    <BLANKLINE>
    一
    <BLANKLINE>
    二
    """
    head = [f"{name}:{_value(value)}" for name, value in fields.items()]
    body = text if fields.get("markup") else text.replace("\n", "\n\n")
    return "\n".join((FENCE, *head, FENCE, "", body, ""))


def _value(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "".join(f"\n  - {quoted(item)}" for item in value)  # a copy a line reads better
    return f" {quoted(value)}"


def split(text: str) -> tuple[dict[str, Any], str] | None:
    """The fields and the raw rest of a Markdown file, or None where it has no front matter.

    Nested mappings of other people's files are passed over; a head with a line that no front
    matter has, or without an end, is no front matter but an article that starts with a rule.
    """
    opening = re.match(r"\ufeff?---[ \t]*\r?\n", text)
    if not opening:
        return None
    closing = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.M).search(text, opening.end())
    if not closing:
        return None
    fields = _fields(text[opening.end() : closing.start()])
    return None if fields is None else (fields, text[closing.end() :])


def parse_front_matter(text: str) -> tuple[dict[str, Any], str] | None:
    r"""What `compose` was given, or None where there is no front matter.

    >>> parse_front_matter(compose({"title": "no: 'yes'"}, "---\n一"))
    ({'title': "no: 'yes'"}, '---\n一')
    """
    parts = split(text)
    if parts is None:
        return None
    fields, rest = parts
    rest = rest.removeprefix("\n").removesuffix("\n")
    return fields, rest if fields.get("markup") else rest.replace("\n\n", "\n")


def _fields(head: str) -> dict[str, Any] | None:
    fields: dict[str, Any] = {}
    name = ""
    # Not splitlines: it also breaks at characters that may stand inside a value.
    for line in head.replace("\r\n", "\n").split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if item := _ITEM.match(line):
            if not name:
                return None
            if fields[name] is None:
                fields[name] = []
            if isinstance(fields[name], list):
                fields[name].append(_scalar(item[1]))
        elif line[0] in " \t":
            if not name:
                return None
        elif found := _KEY.match(line):
            name = found[1].strip()
            fields[name] = _scalar(found[2] or "")
        else:
            return None
    return fields or None


def _scalar(value: str) -> Any:
    """A JSON value as itself, a plain or single-quoted YAML scalar as a string."""
    value = value.strip()
    if value in _NULL:
        return None
    if value[0] in '"[{':
        try:
            return json.loads(value, strict=False)
        except (ValueError, RecursionError):
            pass  # YAML's own flow style, which the lines below read
    if value[0] == "[" and value[-1] == "]":
        return [_plain(item) for item in value[1:-1].split(",") if item.strip()]
    return _plain(value)


def _plain(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1]
    return value.partition(" #")[0].rstrip()
