"""Marks with another code in every paragraph: only the name beside the code is the same.

The letters of a tail are masked, so that tails of one template are equal; then the end that the
paragraphs share is grown as for marks of one code. A slot in which all agree is letters again.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.boilerplate.learn.watermarks_seen import LONGEST, SURE, SURE_SHARE, Seen, shared_end
from pipeline.boilerplate.shapes import CLOSING, DOMAIN, codelike, credit, site_name
from pipeline.characters.han_letters import han

SLOT = "\0"
CLOSED = 0.6  # of the paragraphs, at least, are over where the mark begins
DIFFERENT = 0.6  # of the codes, at least: fewer name or number something
_SHORTEST = 3  # of a code, as EmpireCMS makes it; `A1` and `B2` are halls and seats
_DIGITS = re.compile("[0-9]")
_RUN = re.compile("[0-9A-Za-z]+")
# A letter or digit near the end behind which no sentence ends, or near the beginning before one.
_TAIL = re.compile("[0-9A-Za-z][^。！？…!?；;”’」』\n]{0,24}$")
_HEAD = re.compile("[^。！？…!?；;“”‘’「」『』，\n]{0,24}?[0-9A-Za-z]")
# What codes are honestly called that differ from paragraph to paragraph.
_NUMBERED = re.compile("编号|型号|货号|代码|车牌|[票证单批序案文账房]号|第|[页图表注年月日]")


class _Template(NamedTuple):
    """A mark taken apart: what stands fixed, what its codes are on each line, and its pattern."""

    fixed: str
    name: str
    codes: list[tuple[str, ...]]
    pattern: str


def varying(lines: Sequence[str], title: str) -> list[Seen]:
    r"""The marks at the ends and beginnings of paragraphs whose codes differ; text is a pattern.

    >>> codes = ("x7Kq2a", "P0sTb1", "m3nV9z", "Q8w2Er", "t5Yu1i")
    >>> page = [f"这是一段话，说完了。@{code}某某论坛" for code in codes]
    >>> [(seen.kind, seen.text) for seen in varying(page, "")]
    [('suffix-codes', '@[0-9A-Za-z]{6}某某论坛(?![^\\n])')]
    """
    tails = {i: line[-LONGEST:] for i, line in enumerate(lines) if _TAIL.search(line[-26:])}
    heads = {i: line[:LONGEST][::-1] for i, line in enumerate(lines) if _HEAD.match(line)}
    found = []
    for kind, edges in (("suffix-codes", tails), ("prefix-codes", heads)):
        if _many(len(edges), lines) and (seen := _seen(kind, edges, lines, title)):
            found.append(seen)
    return found


def _many(count: int, lines: Sequence[str]) -> bool:
    return count >= SURE and count >= SURE_SHARE * len(lines)


def _seen(kind: str, edges: Mapping[int, str], lines: Sequence[str], title: str) -> Seen | None:
    """The mark at the ends of these edges, those of beginnings read backwards, if it is one."""
    masked = {i: _RUN.sub(SLOT, edge) for i, edge in edges.items()}
    shared = shared_end(list(masked.values()))
    having = [i for i, edge in masked.items() if edge.endswith(shared)]
    if SLOT not in shared or not _many(len(having), lines):
        return None
    template = _template(shared, [edges[i] for i in having], backwards=kind == "prefix-codes")
    if not _of_a_site(template, title):
        return None
    mark = re.compile(template.pattern)
    bodies = [mark.sub("", lines[i]).rstrip() for i in having]
    closed = sum(body[-1:] in CLOSING for body in bodies) >= CLOSED * len(bodies)
    spoken = any(template.name in body for body in bodies)
    if not (closed if kind == "suffix-codes" else not spoken):
        return None
    return Seen(kind, template.pattern, len(having), len(lines), having[0], True)


def _template(shared: str, edges: Sequence[str], *, backwards: bool) -> _Template:
    """The template of a shared end; what was read backwards is turned round."""
    slots = shared.count(SLOT)
    columns = list(zip(*(_RUN.findall(edge)[-slots:] for edge in edges), strict=True))
    pieces = shared.split(SLOT)
    if backwards:
        columns = [tuple(run[::-1] for run in column) for column in reversed(columns)]
        pieces = [piece[::-1] for piece in reversed(pieces)]
    literals, patterns, codes = [pieces[0]], [re.escape(pieces[0])], []
    for column, piece in zip(columns, pieces[1:], strict=True):
        if len(set(column)) == 1:
            literals[-1] += column[0] + piece
            patterns.append(re.escape(column[0] + piece))
        else:
            sizes = sorted({len(run) for run in column})
            size = f"{sizes[0]},{sizes[-1]}" if len(sizes) > 1 else f"{sizes[0]}"
            codes.append(column)
            literals.append(piece)
            patterns += (f"[0-9A-Za-z]{{{size}}}", re.escape(piece))
    pattern = "".join(patterns)
    pattern = rf"(?<![^\n]){pattern}" if backwards else rf"{pattern}(?![^\n])"
    return _Template("".join(literals), max(literals, key=len), codes, pattern)


def _of_a_site(template: _Template, title: str) -> bool:
    """Whether codes and name are such as a site puts in, and no author counts or signs with."""
    fixed, name, codes, _ = template
    bare = name.strip("[]【】()（）@#-—_ ")
    if not codes or not bare or bare in title or ("://" in fixed and han(fixed)):
        return False
    different = len(set(zip(*codes, strict=True))) >= DIFFERENT * len(codes[0])
    if not different or (han(bare) < 2 and not DOMAIN.search(fixed)):
        return False
    if site_name(bare) or DOMAIN.search(fixed):
        return True
    if credit(fixed) or _NUMBERED.search(fixed):
        return False
    return all(map(_drawn, codes))


def _drawn(column: Sequence[str]) -> bool:
    """Whether codes look drawn at random: of one length, mixed, and no count with a letter."""
    even = len(set(map(len, column))) == 1 and len(column[0]) >= _SHORTEST
    mixed = 2 * sum(map(codelike, column)) >= len(column)
    letters = {_DIGITS.sub("", code) for code in column}
    return even and mixed and len(letters) >= DIFFERENT * len(column)
