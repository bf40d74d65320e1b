"""Boilerplate cut: footers, notices, buttons, forms, lists of other articles, advertisements.

The rules stand in the `.toml` files whose names begin with strip. What one line can't prove its
place can: above the text, below it, or in a run of boilerplate between two bodies. Running text is
never cut by the line.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from math import ceil, floor
from typing import NamedTuple

from pipeline.boilerplate.cut.adverts import advertisements, sold
from pipeline.boilerplate.cut.glued import is_boilerplate_row, tail
from pipeline.boilerplate.cut.headlines import LONGEST_HEADLINE, behind, broken_off, dated, listed
from pipeline.metadata.credits import credited
from pipeline.metadata.layout import fold, prose, sentence
from pipeline.model.edits import Edit
from pipeline.model.lines import cuts, lines
from pipeline.model.rule_kinds import boilerplate_rules, kept_by_rules
from pipeline.model.rules import Rule, Rulebook

# Characters of a line a rule is asked about.
_LONGEST = {"section": 40, "line": 200, "notice": 600}
_GLUED = 300  # Characters at the end of a text in which glued credits are looked for.
# What portals glue to the last line; judged without it, the line may be a caption or a credit.
_BACK = re.compile(r"(?<=.)[▲△▼]? ?返回[^\s,。]{1,10}, ?查看更多[ ]?(?:责任编辑: ?)?$")
# Words that sentences about rights and duties have; ten Han without any are the author's own.
_RIGHTS = re.compile(
    "转载|版权|权|声明|侵|代表|仅供|投资|承担|责|二维码|号|赞|在看|打赏|客户端|许可|举报|评论|来源|观点|立场|联系|删除"
    "|分享|参考|交流|稿|来自|网|平台|上传|发布|风险|谨慎|法律|关注|喜欢|谢|留言|图|原创|编辑|素材|文章|本文|转发|信息"
    "|数据|作者|本站|邮|奖|爆料|必究|读者|粉丝|朋友|阅读|订阅|美德"
)
_SENTENCE = re.compile("(?:[^。!?一-鿿]*[一-鿿]){10}[^。!?]*")
_LABEL = re.compile("[^。!?:]{0,18}(?:声明|申明|说明|提示|提醒|注意|须知|条款)")
_LABEL_BEFORE = re.compile(r" *[【\[(] ?[^【\[(。!?]{0,4}(?:声明|申明|说明|提示) ?[】\])] ?:? *$")
_LEFT_OVER = " ,、。;:()"  # All that may be left of a line that held nothing but a placeholder.
# Lines a board says of who wrote a post, and characters of one: a name, a rank, a number.
_RANKS, _RANK = 3, 12
_NUMBERED = re.compile(r"\d{1,2} ?[、.:]")
_NEAR = 5  # Lines at either end of a page among which notices stand without other boilerplate.
_ABOVE = frozenset(("any", "edge", "head", "beside", "beside-head"))
_ZONES = _ABOVE | {"tail", "beside-tail"}
# Where rules that need a neighbour are believed.
_BESIDE = {
    "head": ("beside", "beside-head"),
    "middle": ("beside",),
    "tail": ("beside", "beside-tail"),
}
_PROOF = 2  # Lines of boilerplate between two bodies before weaker ones beside them are believed.


class _Block(NamedTuple):
    """Lines `first` to `last` without running text; `zone` is head, tail or middle."""

    first: int
    last: int
    zone: str


def edits(
    text: str,
    title: str | None = None,
    gone: frozenset[int] = frozenset(),
    code: frozenset[int] = frozenset(),
    soft: frozenset[int] = frozenset(),
) -> Iterator[Edit]:
    r"""Edits that cut boilerplate; a line that only repeats `title` goes too.

    `gone` are the numbers of lines above which boilerplate stood that is cut already, `code`
    those of lines of code, which stand for running text, and `soft` those of Markdown's quotations,
    items, headings and rows. No line of either goes.

    >>> page = "清晨六点,天还没有亮,他已经走在路上。\n责任编辑:王小明\n相关阅读\n小城故事"
    >>> [(page[e.start:e.end], e.rule) for e in edits(page)]
    [('\n责任编辑:王小明', 'staff-credits'), ('\n相关阅读', 'related'), ('\n小城故事', 'related')]
    """
    folded_text = fold(text)
    folded = folded_text.split("\n")
    if "查看更多" in folded_text:
        folded = [_BACK.sub("", line) if "查看更多" in line else line for line in folded]
    cut: dict[int, str] = {}
    running = [i in code or prose(line) for i, line in enumerate(folded)]
    known = {i: rule for i, rule in _known_lines(folded, running).items() if i not in code | soft}
    named = fold(title.strip()) if title else ""
    for block in _blocks(running, known):
        found = _boilerplate(block, folded, known, named, gone)
        cut.update((i, rule) for i, rule in found.items() if i not in soft)
    starts = [0, *accumulate(len(line) + 1 for line in folded_text.split("\n"))]
    parts = _parts(folded_text, starts, cut)
    glued = _glued(folded, starts, cut)
    if cut:
        yield from cuts(lines(text), cut)
    yield from glued
    for edit in (edit for i, mine in parts.items() if i not in cut for edit in mine):
        if not glued or edit.end <= glued[0].start:
            yield edit


@kept_by_rules
def _rules(*kinds: str) -> Rulebook:
    """The rules of these kinds, asked together."""
    return Rulebook(boilerplate_rules(*kinds))


_CREDITED = ("来源", "责任编", "责编")  # of a line of credits as long as running text
_CREDITS = Rule(
    "staff-credits", "A line of credits and nothing else.", "", extra={"zone": "edge", "ends": True}
)


def _known_lines(folded: Sequence[str], running: Sequence[bool]) -> dict[int, Rule]:
    """The rule that knows each line; of running text only what may be a notice is asked about."""
    known: dict[int, Rule] = {}
    last = len(folded)
    amid = [False, *running, False]  # beyond either end there is no running text
    for i in reversed(range(last)):
        if running[i]:
            # Amid running text a notice could not be cut, so none is looked for; above another it
            # can.
            edge = i < _NEAR or i >= last - _NEAR or not (amid[i] and amid[i + 2]) or i + 1 in known
            if not edge or not _notice(folded[i]):
                continue
        if rule := _rule_of(folded[i]):
            known[i] = rule
    return known


def _notice(folded: str) -> bool:
    """Whether a line of running text may be a notice."""
    return len(folded) <= _LONGEST["notice"] and _amid().search(folded) is not None


@kept_by_rules
def _amid() -> re.Pattern[str]:
    """The words by which rules say they are to be looked for amid running text.

    Their anchors would do, but prose is full of them; credits are asked for wherever they may be.
    """
    rules = boilerplate_rules("notice", "line", "section")
    words = {word for rule in rules for word in rule.extra.get("amid", ())} | {*_CREDITED}
    return re.compile("|".join(map(re.escape, sorted(words))))


def _rule_of(folded: str, zones: frozenset[str] = _ZONES) -> Rule | None:
    """The first rule that knows a whole line and holds in one of some zones."""
    line = folded.strip()
    size = len(line)
    if not size or size > _LONGEST["notice"]:
        return None
    bare = undrawn(line)
    for rule in _rules(*_kinds(size)).possible(line):
        if rule.extra.get("zone", "edge") in zones and whole(rule, line, bare):
            about_rights = rule.extra.get("kind") == "notice" and rule.extra.get("ends")
            return None if about_rights and _tells(line) else rule
    stated = credited(line)  # its zone is the edge, which all who ask have among theirs
    return _CREDITS if stated and stated.sure and stated.end == size else None


# What is drawn around a line to make it be seen; quotation marks, titles and full stops are not.
_DRAWN = re.compile(r"^[^\w“\"‘《(\[【]+|[^\w”\"’》)\]】。!?…:]+$")


def undrawn(line: str) -> str:
    """A folded line without what is drawn around it, "" where nothing is.

    >>> undrawn("-- 推荐阅读 --"), undrawn("推荐阅读")
    ('推荐阅读', '')
    """
    if line[0].isalnum() and line[-1].isalnum():
        return ""
    bare = _DRAWN.sub("", line)
    return bare if bare != line else ""


def whole(rule: Rule, line: str, bare: str) -> re.Match[str] | None:
    """The match of a rule with all of a folded line, or with all that is not drawn around it."""
    return rule.regex.fullmatch(line) or (rule.regex.fullmatch(bare) if bare else None)


@cache
def _kinds(size: int) -> tuple[str, ...]:
    """The kinds of rules that are asked about a line of so many characters."""
    return tuple(kind for kind, longest in _LONGEST.items() if size <= longest)


def _tells(line: str) -> bool:
    """Whether a sentence of what would be a notice says something of another kind.

    >>> _tells("本文经授权转自某刊。那年冬天,孩子们第一次见到大海,都不说话。")
    True
    """
    if _LABEL.match(line):
        return False
    return any(not _RIGHTS.search(one[0]) for one in _SENTENCE.finditer(line))


def _blocks(running: Sequence[bool], known: dict[int, Rule]) -> Iterator[_Block]:
    """The runs of lines between running text, in order."""
    last = len(running)
    body = [i for i, runs in enumerate(running) if runs and i not in known]
    if not body:
        yield _Block(0, last - 1, "tail")
        return
    for before, after in zip([-1, *body], [*body, last], strict=True):
        if after - before > 1:
            zone = "head" if before < 0 else "tail" if after == last else "middle"
            yield _Block(before + 1, after - 1, zone)


def _boilerplate(
    block: _Block, folded: Sequence[str], known: dict[int, Rule], title: str, gone: frozenset[int]
) -> dict[int, str]:
    """The lines of a block that go, with the rule for each."""
    here = {i: known[i] for i in range(block.first, block.last + 1) if i in known}
    sure = [rule for rule in here.values() if not _needs_neighbour(rule)]
    proven = block.zone != "middle" or len(sure) >= _PROOF
    if block.zone == "head" or not proven:
        # What holds below a text only may stand in the file before what holds here.
        here = {i: _rule_of(folded[i], _ABOVE) or rule for i, rule in here.items()}
    cut: dict[int, str] = {}
    for i, rule in here.items():
        zone = rule.extra.get("zone", "edge")
        if (
            zone == "any"
            or (proven and zone in ("edge", block.zone))
            or (proven and block.zone == "middle" and zone == "tail")
        ):
            cut[i] = rule.id
    for i, rule in here.items():
        # A label of a form, or of an address that follows it: its neighbours tell.
        near = rule.extra.get("zone") in _BESIDE[block.zone] and _beside(i, here)
        if near and not _numbers(folded, i):
            cut[i] = rule.id
    if block.zone == "head":
        cut.update(_contents(block, folded, here))
        return cut | (_among(folded, cut, title) if title else {})
    if not proven:
        return cut
    if block.zone == "tail":
        cut.update(
            dict.fromkeys(broken_off(folded, block.first, block.last), "broken-off-headlines")
        )
    for i in range(block.first, block.last + 1):
        if title and i not in cut and folded[i].strip() == title and cut:
            cut[i] = "title-echo"
    for i, rule in here.items():
        if i in cut and rule.extra.get("kind") == "section":
            for j in listed(folded, i + 1, block.last):
                cut.setdefault(j, rule.id)
    cut.update(_between(folded, here, cut, [i for i in gone if block.first <= i <= block.last]))
    if block.zone == "tail" and block.first:
        over = [i for i in cut if i in here and here[i].extra.get("over")]
        cut = dict.fromkeys(behind(folded, over, block.last), "behind-the-end") | cut
        cut.update(dict.fromkeys(dated(folded, block.first, block.last, cut), "dated-headlines"))
    return cut


def _contents(block: _Block, folded: Sequence[str], here: dict[int, Rule]) -> dict[int, str]:
    """The numbered lines under the label of a table of contents above a text."""
    found: dict[int, str] = {}
    for i in (i for i, rule in here.items() if rule.id == "contents"):
        for j in range(i + 1, block.last + 1):
            if not _NUMBERED.match(folded[j]):
                break
            found[j] = "contents"
    return found


def _among(folded: Sequence[str], cut: dict[int, str], title: str) -> dict[int, str]:
    """The short lines between boilerplate above a text of known title: names, ranks, numbers."""
    found: dict[int, str] = {}
    for before, after in pairwise(sorted(cut)):
        gap = range(before + 1, after)
        if len(gap) <= _RANKS and all(len(folded[i]) <= _RANK and folded[i] != title for i in gap):
            found.update(dict.fromkeys(gap, "between-furniture"))
    return found


def _beside(i: int, here: dict[int, Rule]) -> bool:
    """Whether a run of known lines around a line has one that needs no neighbour."""
    for step in (-1, 1):
        j = i + step
        while j in here:
            if not _needs_neighbour(here[j]):
                return True
            j += step
    return False


def _numbers(folded: Sequence[str], i: int) -> bool:
    """Whether a line is the number of a section, for that of the next stands alone below."""
    number = folded[i].strip()
    if not number.isdecimal():
        return False
    following = str(int(number) + 1)
    return any(line.strip() == following for line in folded[i + 1 :])


def _needs_neighbour(rule: Rule) -> bool:
    """Whether a rule is believed only beside another one."""
    return str(rule.extra.get("zone", "edge")).startswith("beside")


def _between(
    folded: Sequence[str], here: dict[int, Rule], cut: dict[int, str], gone: Sequence[int]
) -> dict[int, str]:
    """One-off lines between two lines of boilerplate: names of sites, tags, odd buttons.

    What is gone already stood above a line: half a number before it.
    """
    found: dict[int, str] = {}
    over = False
    for before, after in pairwise(sorted([*cut, *(i - 0.5 for i in gone)])):
        rule = here.get(int(before))
        over = over or before not in cut or bool(rule and rule.extra.get("ends"))
        gap = range(floor(before) + 1, ceil(after))
        most = 4 if over else 1
        longest = LONGEST_HEADLINE if over else 30
        if 0 < len(gap) <= most and all(
            len(folded[i]) <= longest and not sentence(folded[i]) for i in gap
        ):
            found.update(dict.fromkeys(gap, "between-furniture"))
    return found


def _parts(text: str, starts: Sequence[int], cut: dict[int, str]) -> dict[int, list[Edit]]:
    """What goes from within lines, by line; a line of which nothing is left is cut whole."""
    found = [Edit(start, end, "", rule) for start, end, rule in advertisements(text, starts)]
    found += [
        Edit(*match.span(), "", rule.id)
        for rule in _rules("part").possible(text)
        for match in rule.matches(text)
    ]
    inside: dict[int, list[Edit]] = {}
    i = done = 0
    for edit in sorted(found):
        while starts[i + 1] <= edit.end:
            i += 1
        if i not in cut and edit.start >= max(done, starts[i]):
            done = edit.end
            inside.setdefault(i, []).append(edit)
    for i, mine in list(inside.items()):
        at, left = starts[i], ""
        for edit in mine:
            left, at = left + text[at : edit.start], edit.end
        if not (left + text[at : starts[i + 1] - 1]).strip(_LEFT_OVER):
            cut[i] = inside.pop(i)[0].rule
    return inside


def _glued(folded: Sequence[str], starts: Sequence[int], cut: dict[int, str]) -> list[Edit]:
    """Credits and notices glued to the end of the last line of the text."""
    last = next((i for i in range(len(folded) - 1, -1, -1) if i not in cut), -1)
    line = folded[last] if last >= 0 else ""
    if line and last and is_boilerplate_row(line):
        cut[last] = "glued-row"
        return _glued(folded, starts, cut)
    found: list[tuple[int, str]] = []
    for place in _glue().finditer(line, max(0, len(line) - _GLUED - 1)):
        if rule := _rule_of(line[place.end() :]):
            found.append((len(line[: place.end()].rstrip()), rule.id))
            break
    if line and (row := tail(line)) is not None:
        found.append((row, "glued-row"))
    if line and (offer := sold(line, max(0, len(line) - _GLUED))):
        found.append(offer)
    if not found:
        return []
    start, name = min(found, key=lambda one: one[0])
    if label := _LABEL_BEFORE.search(line, max(0, start - 20), start):
        start = label.start()
    return [Edit(starts[last] + start, starts[last + 1] - 1, "", name)]


@cache
def _glue() -> re.Pattern[str]:
    """Where a credit or notice may begin behind the last sentence."""
    words = (
        "来源 稿源 责任编辑 责编 编辑 校对 审核 作者 监制 主编 排版 返回 特别声明 免责声明 "
        "声明 版权 转载 本文 未经 更多精彩 扫描 长按 本期编辑 值班编辑 文字 图片 运营 "
        "延伸阅读 相关阅读 原标题 以上 关键词 标签"
    )
    # These are said of nothing but the page, so no sentence need be over before them.
    sure = (
        "(?:特别|免责|版权|郑重|转载)(?:声明|申明|说明):"
        "|本[文篇](?:章|内容)?(?:为|系|由)[^。,!?]{1,24}(?:原创|作者|用户|机构)"
        "|未经[^。,!?]{0,8}(?:授权|许可|允许)[^。!?]{0,6}(?:转载|不得|禁止)"
    )
    return re.compile(
        rf"[。!?”\"」』)】\]… ](?=[(\[【]? ?(?:{words.replace(' ', '|')}))"
        rf"|(?<=[^，,、\n])(?={sure})"
    )
