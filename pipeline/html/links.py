"""Links and pictures as Markdown: taken out of a text at first, put back into it at last.

Between the two no stage sees an address, so none can be misled by one or cut into it; survey and
signature see the text alone. What `link_edits` writes, `take_links` reads, so that cleaning CLEAN
again with the same option changes nothing.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from pipeline.model.article import Link
from pipeline.model.edits import Edit
from pipeline.model.lines import lines

LONGEST_TARGET = 2_000  # characters of an address; longer ones are data
_LABEL = r"(?:[^\[\]\n\\]|\\.){0,500}"
_TIED = re.compile(
    rf"(?:(?<!\\)(!)|(?<![\\!]))\[({_LABEL})\]\((https?://[^\s()<>]{{1,{LONGEST_TARGET}}})\)"
)
_ESCAPED = re.compile(r"\\([\[\]\\])")
_BRACKET = re.compile(r"[\[\]\\]")
# What stands at one place, in this order: the end of a link, pictures behind, below, above and
# before words, the beginning of a link.
_ORDER = ("end", "after", "below", "above", "before", "begin")
PICTURES = frozenset(_ORDER[1:-1])


def link_edits(text: str, links: Sequence[Link]) -> Iterator[Edit]:
    """Edits that put links and pictures where they belong; spans are those of this text.

    A link whose words are on two lines now is left out, and so is one that would read as
    something else.

    >>> links = [Link(0, 4, "https://example.com/1"), Link(0, 9, "https://example.com/2", "图", "below")]
    >>> [(edit.start, edit.new) for edit in link_edits("山里的路[新]修好了", links)]
    [(0, '['), (4, '](https://example.com/1)'), (10, '\\n![图](https://example.com/2)')]
    """  # noqa: E501 - a doctest is one line
    pieces: dict[int, list[tuple[int, str]]] = defaultdict(list)
    done, parted = 0, {picture(text, link)[0] for link in links if link.kind in PICTURES}
    for link in sorted(links, key=lambda link: (link.lo, link.hi)):
        if link.kind in PICTURES:
            at, new = picture(text, link)
            pieces[at].append((_ORDER.index(link.kind), new))
        elif link.kind == "link" and done <= link.lo and reads_as_link(text, link, parted):
            done = link.hi
            pieces[link.lo].append((_ORDER.index("begin"), "["))
            pieces[link.hi].append((_ORDER.index("end"), f"]({link.url})"))
            for found in _BRACKET.finditer(text, link.lo, link.hi):
                yield Edit(found.start(), found.end(), f"\\{found[0]}", "link")
    for at, some in pieces.items():
        tied = any(_ORDER[rank] in ("begin", "end") for rank, _ in some)
        new = "".join(piece for _, piece in sorted(some, key=lambda one: one[0]))
        yield Edit(at, at, new, "link" if tied else "picture")


def reads_as_link(text: str, link: Link, parted: Container[int]) -> bool:
    """Whether words on one line will read as a link, and not as a picture or an escape.

    Where pictures are put before the words, what stands before these does not matter.
    """
    words = text[link.lo : link.hi]
    bound = text[link.lo - 1 : link.lo] in ("!", "\\") and link.lo not in parted
    return "\n" not in words and not bound and any(map(str.isalnum, words))


def picture(text: str, link: Link) -> tuple[int, str]:
    """Where a picture is put, and what is."""
    alt = _BRACKET.sub(r"\\\g<0>", link.alt)
    new = f"![{alt}]({link.url})"
    if link.kind == "below":
        end = text.find("\n", link.hi)
        return (end if end >= 0 else len(text)), f"\n{new}"
    if link.kind == "above":
        return text.rfind("\n", 0, link.lo) + 1, f"{new}\n"
    return (link.hi if link.kind == "after" else link.lo), new


def take_links(
    text: str, kept: Sequence[tuple[int, int]] = (), *, escaped: bool = True
) -> tuple[list[Edit], list[Link]]:
    r"""The edits that leave a text without its Markdown links, and the links, spans of this text.

    Spans `kept` are left as they are. `escaped` says that brackets of words were escaped for the
    links, and else they stay so.

    >>> made, links = take_links("见[山里\\[新\\]](http://a.cn/1)。\n![](http://a.cn/2)")
    >>> [(edit.start, edit.end, edit.new) for edit in made]
    [(1, 2, ''), (4, 6, '['), (7, 9, ']'), (9, 25, ''), (26, 45, '')]
    >>> [(link.lo, link.hi, link.url, link.kind) for link in links]
    [(2, 9, 'http://a.cn/1', 'link'), (0, 26, 'http://a.cn/2', 'below')]
    """
    made: list[Edit] = []
    links: list[Link] = []
    if "](http" not in text:
        return made, links
    above: list[Link] = []  # pictures before the first line of words
    last: tuple[int, int] | None = None
    for start, end, line in lines(text):
        found = list(_TIED.finditer(text, start, end))
        if found and any(lo < end and start < hi for lo, hi in kept):
            found = []
        words = not found or _words(line)
        if not words and len(found) == 1 and found[0].span() == (start, end):
            url, alt = found[0][3], _ESCAPED.sub(r"\1", found[0][2])
            if last:
                made.append(Edit(start - 1, end, "", "picture"))
                links.append(Link(*last, url, alt, "below"))
            else:
                made.append(Edit(start, min(end + 1, len(text)), "", "picture"))
                above.append(Link(0, 0, url, alt, "above"))
        elif line.strip():
            links += (one._replace(lo=start, hi=end) for one in above)
            above, last = [], (start, end)
            for one in found if words else ():  # a row of pictures is left as it is
                _take(one, (start, end), made, links, escaped=escaped)
    return (made, links) if last else ([], [])  # A text of pictures alone has no words to keep.


def _words(line: str) -> bool:
    """Whether anything but pictures stands in a line."""
    return bool(_TIED.sub(lambda one: "" if one[1] else one[2], line).strip())


def _take(
    found: re.Match[str],
    line: tuple[int, int],
    made: list[Edit],
    links: list[Link],
    *,
    escaped: bool,
) -> None:
    """Take one link or picture out of a line of words."""
    start, end = found.span()
    if found[1]:
        made.append(Edit(start, end, "", "picture"))
        alt = _ESCAPED.sub(r"\1", found[2])
        words = _words(found.string[line[0] : start])
        span = (line[0], start) if words else (end, line[1])
        links.append(Link(*span, found[3], alt, "after" if words else "before"))
        return
    lo, hi = found.span(2)
    if not any(map(str.isalnum, found[2])):
        return
    made.append(Edit(start, lo, "", "link"))
    if escaped:
        made += (
            Edit(one.start(), one.end(), one[1], "link")
            for one in _ESCAPED.finditer(found.string, lo, hi)
        )
    made.append(Edit(hi, end, "", "link"))
    links.append(Link(lo, hi, found[3]))
