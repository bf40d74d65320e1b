"""Which curated rule knows a line, by the line alone; where it holds, the resolver asks.

The rules stand in the `.toml` files whose names begin with strip. Texts are folded (see `layout`).
"""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.boilerplate.vocabulary import reports
from pipeline.metadata.credits import credited, of_a_guest
from pipeline.model.literals import Literals
from pipeline.model.rule_kinds import boilerplate_rules, kept_by_rules
from pipeline.model.rules import Rule, Rulebook

# Characters of a line a rule is asked about.
_LONGEST = {"section": 40, "line": 200, "notice": 600}
# Words that sentences about rights and duties have; ten Han without any are the author's own.
_RIGHTS = re.compile(
    "转载|版权|权|声明|侵|代表|仅供|投资|承担|责|二维码|号|赞|在看|打赏|客户端|许可|举报|评论|来源|观点|立场|联系|删除"
    "|分享|参考|交流|稿|来自|网|平台|上传|发布|风险|谨慎|法律|关注|喜欢|谢|留言|图|原创|编辑|素材|文章|本文|转发|信息"
    "|数据|作者|本站|邮|奖|爆料|必究|读者|粉丝|朋友|阅读|订阅|美德"
)
_LABEL = re.compile("[^。!?:]{0,18}(?:声明|申明|说明|提示|提醒|注意|须知|条款)")
_SENTENCE = re.compile("(?:[^。!?一-鿿]*[一-鿿]){10}[^。!?]*")
_NEAR = 5  # Lines at either end of a page among which notices stand without other boilerplate.
ABOVE = frozenset(("any", "edge", "head", "beside", "beside-head"))
"""Zones of rules that hold above a text."""
_ZONES = ABOVE | {"tail", "beside-tail"}


@kept_by_rules
def rulebook_of(*kinds: str) -> Rulebook:
    """The rules of these kinds, asked together."""
    return Rulebook(boilerplate_rules(*kinds))


_CREDITED = ("来源", "责任编", "责编")  # of a line of credits as long as running text
_CREDITS = Rule(
    "staff-credits", "A line of credits and nothing else.", "", extra={"zone": "edge", "ends": True}
)
_CREDITS_ABOVE = Rule(_CREDITS.id, _CREDITS.why, "", extra={"zone": "head"})


def known_lines(folded: Sequence[str], running: Sequence[bool]) -> dict[int, Rule]:
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
        if rule := rule_of(folded[i]):
            known[i] = rule
    return known


def _notice(folded: str) -> bool:
    """Whether a line of running text may be a notice."""
    return len(folded) <= _LONGEST["notice"] and _amid().any_in(folded)


@kept_by_rules
def _amid() -> Literals:
    """The words by which rules say they are to be looked for amid running text.

    Their anchors would do, but prose is full of them; credits are asked for wherever they may be.
    """
    rules = boilerplate_rules("notice", "line", "section")
    words = {word for rule in rules for word in rule.extra.get("amid", ())} | {*_CREDITED}
    return Literals(sorted(words))


def rule_of(folded: str, zones: frozenset[str] = _ZONES) -> Rule | None:
    """The first rule that knows a whole line and holds in one of some zones."""
    line = folded.strip()
    size = len(line)
    if not size or size > _LONGEST["notice"]:
        return None
    bare = undrawn(line)
    for rule in rulebook_of(*_kinds(size)).possible(line):
        if rule.extra.get("zone", "edge") in zones and whole_match(rule, line, bare):
            about_rights = rule.extra.get("kind") == "notice" and rule.extra.get("ends")
            speaks = rule.extra.get("speaks") or rule.extra.get("kind") == "notice"
            told = (speaks and reports(line)) or (about_rights and _tells(line))
            return None if told else rule
    stated = credited(line)  # its zone is the edge, which all who ask have among theirs
    if not stated or not stated.sure or stated.end < size or of_a_guest(line, stated):
        return None
    # Labels in English head a page; below a text they are those of a log.
    return _CREDITS_ABOVE if line[0].isascii() and line[0].isalpha() else _CREDITS


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


def whole_match(rule: Rule, line: str, bare: str) -> re.Match[str] | None:
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
    labelled = _LABEL.match(line)
    return any(
        not _RIGHTS.search(one[0])
        for one in _SENTENCE.finditer(line)
        if not labelled or one.start() > labelled.end() + 1
    )
