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
from itertools import groupby, pairwise
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
PARAGRAPH = 40  # characters from which a line with a sentence mark is a paragraph
_ELLIPSIS = re.compile(
    r"['’”\"]?(?:(?<!…)…+|(?<!\.)\.{3,}|(?<!。)。{3,}|(?<!·)·{3,})['’”\"]?\s*(?:[\[【(（]?[^\W_]{2,8}[\]】)）]?)?$"
)
_SITE = re.compile(r"\s*[_|｜\-－—–·]+\s*[^\n]{1,16}$")
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
    whole = lines(text)
    chosen: dict[int, str] = {}
    if may_repeat(text) or (mixed_scripts(text) and may_repeat(fold_script(text))):
        gone = _repeated(text)
        for n, line in enumerate(whole):
            here = gone[line.start : line.end]
            if all(rule or char.isspace() for rule, char in zip(here, line.text, strict=True)):
                if rules := Counter(filter(None, here)):
                    chosen[n] = max(rules, key=lambda rule: (rules[rule], rule))
            else:
                yield from _inside(line, here)
    chosen |= _echoes(whole, chosen, title) | _page_headings(whole, chosen, title)
    yield from cuts(whole, chosen)


def _inside(line: Line, gone: Sequence[str]) -> Iterator[Edit]:
    """Edits for the parts of a line that go, with the blanks that would be left at its ends."""
    done = 0
    for rule, group in groupby(range(len(gone)), key=gone.__getitem__):
        places = list(group)
        if rule:
            start, end = places[0], places[-1] + 1
            if not line.text[end:].strip():
                start, end = max(done, len(line.text[:start].rstrip())), len(line.text)
            if start == 0:
                end = len(line.text) - len(line.text[end:].lstrip())
            yield Edit(line.start + start, line.start + end, "", rule)
            done = end


# Repeated bodies.


def _repeated(text: str) -> list[str]:
    """The rule by which each character goes: of copies, and of what then turns out to be copies."""
    gone = [""] * len(text)
    for _ in range(MAX_COPIES):
        kept = [i for i, rule in enumerate(gone) if not rule]
        now = "".join(text[i] for i in kept)
        for start, end, rule in _superfluous(now, copies(now)):
            for i in kept[start:end]:
                gone[i] = rule
    return gone


def _superfluous(text: str, runs: Sequence[Run]) -> Iterator[tuple[int, int, str]]:
    """Spans of all copies but the best, and of what stands between copies."""
    if not runs:
        return
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
        ),
    )
    stays = regions[best]
    for region in regions:
        if region is not stays:
            yield from _without_news(whole, every, region, grams[best])
    for one, two in pairwise(regions):
        told = sum(len(s.key) for s in every[one.last + 1 : two.first] if _is_news(s, grams[best]))
        # Comments and notices are small beside the article; more may be somebody's paragraphs.
        yield from _between(text, whole, one.end, two.start, told > 0.3 * len(letters[best]))


def _region(whole: Sequence[Line], every: Sequence[Sentence], run: Run, after: int) -> Region:
    """Where a run stands, rounded to lines, with the paragraphs that follow in this copy only.

    `after` is the first sentence of the next copy, or the number of sentences.
    """
    at, final = every[run.last].line, run.last
    if after < len(every) and every[after].line == at:
        while final + 1 < after and _goes_on(whole[at], every[final + 1]):
            final += 1
        end = every[final].end
    else:
        stop = every[after].line if after < len(every) else len(whole)
        # The other copy may have been cut short, so what follows is judged as it stands.
        while at + 1 < stop and _paragraph(whole[at + 1].text):
            at += 1
        while final + 1 < after and every[final + 1].line <= at:
            final += 1
        end = whole[at].end
    if final + 1 < after and EXPAND.fullmatch(every[final + 1].key):
        final += 1
        end = every[final].end
    return Region(every[run.first].start, end, run.first, final)


def _goes_on(line: Line, sentence: Sentence) -> bool:
    """Whether a sentence after a copy, on a line with it, is one of its own."""
    short = len(sentence.key) < PARAGRAPH and _BOILERPLATE.search(sentence.key)
    end = sentence.end - line.start
    return not short and SENTENCE_END.search(line.text, end - 3, end) is not None


def _paragraph(line: str) -> bool:
    own = not _BOILERPLATE.search(line[:10] if len(line) > 30 else line)
    return own and SENTENCE_END.search(line, len(line) - 4) is not None


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
