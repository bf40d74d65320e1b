r"""Edits that leave one copy of a body which a page holds more than once.

A page made for desktop and telephone holds its article twice, with navigation, comments and lists
of links between. The fuller and cleaner copy stays; the others go, and what stands between them.

>>> story = "".join(
...     f"{name}村的水渠停了{i}年，今年春天终于重新修好，村里的人都走到渠边去看水。\n"
...     for i, name in enumerate("甲乙丙丁戊己庚辛", 3)
... )
>>> page = f"甲河两岸的水渠通水了\n{story}暂无评论\n甲河两岸的水渠通水了\n{story}".strip()
>>> sorted({edit.rule for edit in collapse_edits(page)})
['between-copies', 'repeated-body']
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.duplicates.blocks import (
    SHINGLE,
    Sentence,
    bare_key,
    fold_script,
    mixed_scripts,
    sentences,
)
from pipeline.duplicates.copies import LONG, Run, copies
from pipeline.duplicates.repeats import EXPAND, MAX_COPIES, may_repeat
from pipeline.model.edits import Edit
from pipeline.model.lines import SENTENCE_END, Line, cuts, lines

_HEAD = 12  # lines in which a headline may be echoed, or the lead stand cut short
NEWS = 25  # letters a line must have that the kept copy has not, to stay: a sentence, no mark
_SENTENCE = 6  # characters from which a line with a full stop is one of the article's
PARAGRAPH = 40  # characters from which a line with a sentence mark is a paragraph
_ELLIPSIS = re.compile(
    r"['’”\"]?(?:(?<!…)…+|(?<!\.)\.{3,}|(?<!。)。{3,}|(?<!·)·{3,})['’”\"]?\s*(?:[\[【(（]?[^\W_]{2,8}[\]】)）]?)?$"
)
_SITE = re.compile(r"\s*[_|｜\-－—–·]+\s*[^\n]{1,16}$")
_COUNTED = re.compile(r"\d\s*/\s*\d{1,2}\s*[）)\]]\s*\n")
_PAGED = re.compile(r"([^\n]{4,60}?)\s*[（(\[]\s*(\d{1,2})\s*/\s*(\d{1,2})\s*[）)\]]")
# Words of boilerplate; none of them makes a line boilerplate alone, but a line after an
# article's end that has one is no further paragraph of the article.
_BOILERPLATE = re.compile(
    r"声明|聲明|版权|版權|转载|轉載|评论|評論|责任编辑|責任編輯|扫码|扫一扫|掃一掃|下载|下載|客户端|关注|"
    r"公众号|相关阅读|相关新闻|推荐|推薦|分享|点赞|收藏|上一篇|下一篇|来源[:：]|编辑[:：]|登录|注册|广告"
)


class Region(NamedTuple):
    """A copy as it stands: `text[start:end]`, from sentence `first` to sentence `last`."""

    start: int
    end: int
    first: int
    last: int


def collapse_edits(text: str, title: str | None = None) -> Iterator[Edit]:
    """Edits that cut repeated bodies, what stands between them, and echoes at the head."""
    bodies: list[tuple[int, int, str]] = []
    if may_repeat(text) or (mixed_scripts(text) and may_repeat(fold_script(text))):
        bodies = _repeated(text)
    if not bodies and "\n" not in text:
        return
    whole = lines(text) if bodies or _COUNTED.search(text) else _first_lines(text)
    chosen, inner = _by_line(whole, bodies)
    chosen |= _echoes(whole, chosen, title) | _page_headings(whole, chosen, title)
    gone = list(cuts(whole, chosen))
    for edit in inner:
        # What goes with its line needs no edit of its own.
        if edit.rule and not any(cut.start < edit.end and edit.start < cut.end for cut in gone):
            yield edit
    yield from gone


def _first_lines(text: str) -> list[Line]:
    """The lines of the head and a few more, which is all that echoes need."""
    found, start = [], 0
    for piece in text.split("\n", 2 * _HEAD)[: 2 * _HEAD]:
        found.append(Line(start, start + len(piece), piece))
        start += len(piece) + 1
    return found


# Repeated bodies.


def _repeated(text: str) -> list[tuple[int, int, str]]:
    """Spans that go, with their rule: of copies, and of what then turns out to be copies too."""
    spans: list[tuple[int, int, str]] = []
    for _ in range(MAX_COPIES):
        kept, at = [], 0
        for start, end, _rule in sorted(spans):
            kept.append((at, start))
            at = end
        kept.append((at, len(text)))
        now = "".join(text[start:end] for start, end in kept)
        found = copies(now)
        if not found:
            break
        for start, end, rule in list(_superfluous(now, found)):
            before = 0
            for a, b in kept:
                one, two = max(start - before + a, a), min(end - before + a, b)
                if one < two:
                    spans.append((one, two, rule))
                before += b - a
    return spans


def _superfluous(text: str, runs: Sequence[Run]) -> Iterator[tuple[int, int, str]]:
    """Spans of all copies but the best, and of what stands between copies."""
    whole, every = lines(text), sentences(text)
    ahead = [run.first for run in runs[1:]] + [len(every)]
    regions = [_region(whole, every, run, after) for run, after in zip(runs, ahead, strict=True)]
    letters = ["".join(s.key for s in every[r.first : r.last + 1]) for r in regions]
    grams = [{known[i : i + SHINGLE] for i in range(len(known))} for known in letters]
    news = [
        sum(
            len(s.key)
            for s in every[region.first : region.last + 1]
            if _is_news(s, set().union(*grams[:n], *grams[n + 1 :]))
        )
        for n, region in enumerate(regions)
    ]
    # 5 %: a changed word here and there is no reason to prefer a copy.
    much = 0.05 * max(map(len, letters))
    best = min(
        range(len(regions)),
        key=lambda n: (
            news[n] + much < max(news),
            *_worth(text, every, regions[n]),
            _marked(every, regions[n]),
            len(letters[n]) > 1.06 * min(map(len, letters)),  # marks that alternate
        ),
    )
    stays = regions[best]
    for region in regions:
        if region is not stays:
            yield from _without_news(whole, every, region, grams[best])
    for one, two in pairwise(regions):
        told = sum(
            len(s.key)
            for s in every[one.last + 1 : two.first]
            if _is_news(s, grams[best]) and SENTENCE_END.search(text, s.end - 3, s.end)
        )
        # Comments and notices are small beside the article; more may be somebody's paragraphs.
        yield from _between(text, whole, one.end, two.start, told > 0.3 * len(letters[best]))


def _region(whole: Sequence[Line], every: Sequence[Sentence], run: Run, after: int) -> Region:
    """Where a run stands, rounded to lines, with the paragraphs that follow in this copy only.

    `after` is the first sentence of the next copy, or the number of sentences.
    """
    first, last = every[run.first], every[run.last]
    line = whole[first.line]
    start = first.start
    if run.first == 0 or every[run.first - 1].line != first.line:
        start = line.start
    end_line, end = last.line, last.end
    rest = every[run.last + 1 : after]
    here = [s for s in rest if s.line == end_line]
    if sum(len(s.key) for s in here) < LONG and (
        after == len(every) or every[after].line != end_line
    ):
        end = whole[end_line].end
        final = run.last + len(here)
        end_line, end, final = _continued(whole, every, end_line, final, after)
    else:
        final = run.last
        for s in here:
            ends = SENTENCE_END.search(whole[end_line].text, s.end - 3 - whole[end_line].start)
            if not ends or (len(s.key) < PARAGRAPH and _BOILERPLATE.search(s.key)):
                break
            final, end = final + 1, s.end
    if final + 1 < after and EXPAND.fullmatch(every[final + 1].key):
        final += 1
        end = every[final].end
    return Region(start, end, run.first, final)


def _continued(
    whole: Sequence[Line], every: Sequence[Sentence], at: int, final: int, after: int
) -> tuple[int, int, int]:
    """The last line of a copy, its end and last sentence: paragraphs only it has are its own.

    The other copy may have been cut short, so what follows is judged as it stands.
    """
    stop = every[after].line if after < len(every) else len(whole)
    n = at + 1
    while n < stop:
        line = whole[n].text
        if _paragraph(line):
            at = n
        elif n - at > 3 or _BOILERPLATE.search(line):
            break  # up to three headings, captions, rows may stand between paragraphs
        n += 1
    while final + 1 < after and every[final + 1].line <= at:
        final += 1
    return at, whole[at].end, final


def _paragraph(line: str) -> bool:
    return (
        len(line) >= _SENTENCE
        and SENTENCE_END.search(line, len(line) - 4) is not None
        and not _BOILERPLATE.search(line[:10] if len(line) > 30 else line)
    )


def _worth(text: str, every: Sequence[Sentence], region: Region) -> tuple[bool, int, bool]:
    """What copies as full are ordered by: not cut short, in paragraphs, as first written."""
    there = text[region.start : region.end]
    first, last = every[region.first], every[region.last]
    traditional = mixed_scripts(text) and fold_script(there) != there
    return bool(EXPAND.search(last.key)), (first.line - last.line - 1) // 2, traditional


def _marked(every: Sequence[Sentence], region: Region) -> bool:
    """Whether a third of the lines of a copy end alike, as only watermarks make them."""
    ends = {s.line: s.key[-4:] for s in every[region.first : region.last + 1]}
    return max(Counter(ends.values()).values()) >= max(3, len(ends) // 3)


def _without_news(
    whole: Sequence[Line], every: Sequence[Sentence], region: Region, grams: set[str]
) -> Iterator[tuple[int, int, str]]:
    """The span of a copy that goes, in pieces around lines that the one that stays lacks."""
    new_letters = Counter[int]()
    for s in every[region.first : region.last + 1]:
        if _is_news(s, grams):
            new_letters[s.line] += len(s.key)
    new_lines = [n for n, letters in new_letters.items() if letters >= NEWS]
    start = region.start
    for n in sorted(new_lines):
        if whole[n].start > start:
            yield start, whole[n].start - 1, "repeated-body"
        start = min(whole[n].end + 1, region.end)
    if start < region.end:
        yield start, region.end, "repeated-body"


def _is_news(sentence: Sentence, grams: set[str]) -> bool:
    """Whether a sentence is prose that the copy that stays has not."""
    letters = sentence.key
    if len(letters) < LONG:
        return False
    pieces = [letters[i : i + SHINGLE] for i in range(len(letters) - SHINGLE + 1)]
    return sum(p in grams for p in pieces) < 0.5 * len(pieces)


def _between(
    text: str, whole: Sequence[Line], start: int, end: int, told: bool
) -> Iterator[tuple[int, int, str]]:
    """The pieces between two copies; where a story is `told` there, only plain boilerplate goes."""
    for line in whole:
        a, b = max(start, line.start), min(end, line.end)
        if a < b and not (told and (b - a > PARAGRAPH or not _BOILERPLATE.search(text, a, b))):
            yield a, b, "between-copies"


def _by_line(
    whole: Sequence[Line], spans: Sequence[tuple[int, int, str]]
) -> tuple[dict[int, str], list[Edit]]:
    """Lines that go whole, with their rule, and edits inside the others."""
    gone: dict[int, str] = {}
    inner: list[Edit] = []
    spans = sorted(spans)
    at = 0
    for n, line in enumerate(whole if spans else ()):
        while at < len(spans) and spans[at][1] <= line.start:
            at += 1
        pieces = []
        for start, end, rule in spans[at:]:
            if start >= line.end:
                break
            pieces.append((max(start, line.start), min(end, line.end), rule))
        if not pieces:
            continue
        left = _left(line, pieces)
        if not left.strip():
            gone[n] = max(pieces, key=lambda p: (p[1] - p[0], p[2]))[2]
            continue
        inner += _inside(line, pieces)
    return gone, inner


def _left(line: Line, pieces: Sequence[tuple[int, int, str]]) -> str:
    """What a line keeps when the pieces are cut."""
    kept, at = [], line.start
    for start, end, _ in pieces:
        kept.append(line.text[at - line.start : start - line.start])
        at = end
    return "".join((*kept, line.text[at - line.start :]))


def _inside(line: Line, pieces: Sequence[tuple[int, int, str]]) -> Iterator[Edit]:
    """Edits for pieces of a line, with the blanks that would be left at its ends."""
    for n, (start, end, rule) in enumerate(pieces):
        if n + 1 == len(pieces) and not line.text[end - line.start :].strip():
            end = line.end
        floor = pieces[n - 1][1] if n else line.start
        if end == line.end:
            while start > floor and line.text[start - 1 - line.start].isspace():
                start -= 1
        if start == line.start:
            while end < line.end and line.text[end - line.start].isspace():
                end += 1
        yield Edit(start, end, "", rule)


# Echoes at the head.


def _echoes(whole: Sequence[Line], gone: Mapping[int, str], title: str | None) -> dict[int, str]:
    """Lines at the head that only repeat the headline or the lead, with their rule."""
    kept = [n for n in range(len(whole)) if n not in gone][: 2 * _HEAD]
    texts = [whole[n].text for n in kept]
    body = next((n for n, t in enumerate(texts) if _prose_line(t)), None)
    if body is None or body >= _HEAD:
        return {}
    found = {kept[n]: "title-echo" for n in _title_echoes(texts[: body + 1], title)}
    for n in range(min(body + 2, len(texts) - 1)):
        tail = texts[n][-24:]
        if ("…" in tail or ".." in tail or "。。" in tail) and _is_cut_lead(texts, n):
            found.setdefault(kept[n], "truncated-lead")
    return found


def _page_headings(
    whole: Sequence[Line], gone: Mapping[int, str], title: str | None
) -> dict[int, str]:
    """The headings of later pages of one article, 渡口旧事（2/3）, with their rule.

    Only where they are the headline again, counted to the last page: so the page says it is one.
    """
    headline = whole[0].text.strip() if whole else ""
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for n, line in enumerate(whole):
        heading = _PAGED.fullmatch(line.text.strip()) if n not in gone else None
        if heading:
            found.setdefault((heading[1], int(heading[3])), []).append((n, int(heading[2])))
    return {
        n: "title-echo"
        for (stem, last), pages in found.items()
        if stem in (title or "", headline[: len(stem)])
        and last > 1
        and [page for _, page in pages] in ([*range(1, last + 1)], [*range(2, last + 1)])
        for n, page in pages
        if page > 1
    }


def _prose_line(line: str) -> bool:
    return len(line) >= PARAGRAPH and SENTENCE_END.search(line) is not None


def _title_echoes(head: Sequence[str], title: str | None) -> Iterator[int]:
    """Which lines above the first paragraph are a headline that stands again below."""
    if len(head) < 3:
        return
    keys = [bare_key(fold_script(line)) if len(line) <= 80 else "" for line in head[:-1]]
    named = bare_key(fold_script(title)) if title else None
    for i, letters in enumerate(keys):
        # Below a sentence stands the story, where people say things twice.
        told = any(SENTENCE_END.search(line, len(line) - 3) for line in head[:i])
        for j in range(len(keys)):
            if i == j or not keys[j]:
                continue
            suffixed = head[i].startswith(head[j]) and _SITE.fullmatch(head[i], len(head[j]))
            if not suffixed and (letters != keys[j] or j < i):
                continue
            # Two short lines may be the author's own figure; a headline is longer, or known.
            headline = not told and not head[i].endswith(("。", "：", "”", "」", "』"))
            if keys[j] == named or (len(keys[j]) >= 8 and headline):
                yield i
                break


def _is_cut_lead(texts: Sequence[str], n: int) -> bool:
    """Whether line `n`, without its ellipsis, is the beginning of a line soon after it."""
    stem = bare_key(fold_script(_ELLIPSIS.sub("", texts[n].rstrip())))
    if len(stem) < LONG:
        return False
    for line in texts[n + 1 : n + 5]:
        if bare_key(fold_script(line)).startswith(stem):
            return True
        if _prose_line(line):
            return False
    return False
