"""The lines of a chat log or a forum's thread that say who speaks next.

They look like a byline or like the head of a comment, and are the text's own where all of it is
talk. Left alone: comments below an article, where nobody speaks twice and the article comes first.
"""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.model.protected import Protected

_TIME = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ T]*)?(?:[上下]午 ?)?\d{1,2}:\d{2}(?::\d{2})?"
_NAME = r"[^\s\d:：，。！？/][^\n:：，。！？/]{0,23}"
_TURN = re.compile(
    rf"^[ \t]*(?:(?P<floor>#?\d{{1,4}} ?[楼#F])[ \t]*(?:作者|网友)?[:：]?[ \t]*)?"
    rf"(?:(?P<name>{_NAME}?)[ \t]+(?:(?:发表|回复|时间|发表于)[:：]?[ \t]*)?{_TIME}"
    rf"|{_TIME}[ \t]+(?P<after>{_NAME}))[ \t]*$"
    rf"|^[ \t]*[\[(（]?{_TIME}[\])）]?[ \t]*(?:-[ \t]*)?(?P<inline>{_NAME}?)[:：](?=[ \t]*\S)",
    re.MULTILINE,
)
_LEAST = 3  # turns: fewer are quoted, or comments
_SHARE = 0.25  # of the lines with text
_FIRST = 4  # lines before which the talk begins: a title, a day, a notice of the group


def speakers(text: str) -> Iterator[Protected]:
    r"""The lines that name speakers, in a text that is talk from its start to its end.

    >>> talk = "\n".join(f"20:1{i} 老{name}\n看了。" for i, name in enumerate("周李周李"))
    >>> [talk[one.start : one.end] for one in speakers(talk)][:2]
    ['20:10 老周', '20:11 老李']
    """
    if text.count(":") < _LEAST:
        return
    turns = list(_TURN.finditer(text))
    lines = sum(not line.isspace() for line in text.splitlines() if line)
    few = len(turns) == _LEAST and 2 * len(turns) < lines  # each of so few has one line
    if few or len(turns) < max(_LEAST, _SHARE * lines):
        return
    before = [line for line in text[: turns[0].start()].split("\n") if line.strip()]
    names = Counter(turn["name"] or turn["after"] or turn["inline"] for turn in turns)
    again = max(names.values()) > 1 or all(turn["floor"] for turn in turns)
    if len(before) < _FIRST and len(names) > 1 and again:
        for turn in turns:
            yield Protected(*turn.span(), "speaker")
