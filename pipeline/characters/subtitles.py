r"""Edits that leave of a file of subtitles or song lines its words: SRT, VTT, ASS, LRC.

Left alone: a text that quotes one or two cues, and the times of a chat.

>>> cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},500\n你好。\n"
>>> page = "\n".join(map(cue.format, "123"))
>>> [page[edit.start : edit.end] for edit in cues(page)][1:]
['2\n00:00:02,000 --> 00:00:02,500\n', '3\n00:00:03,000 --> 00:00:03,500\n']
"""

import re
from collections.abc import Iterator

from pipeline.model.edits import Edit

RULE = "subtitle-cues"
_LEAST = 3  # cues: fewer are an example
_MOST = 0.5  # of the lines with text are words of cues, and hardly any else
_TELLS = ("。", "：", ":", "！", "？")  # with these a text that shows cues leads up to them
_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}"
_CUE = re.compile(
    rf"^(?:[ \t]*\d{{1,6}}[ \t\r]*\n)?[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*\n?", re.MULTILINE
)
_VTT_HEAD = re.compile(r"\AWEBVTT[^\n]*\n(?:[^\r\n]+\r?\n)*")
_VTT_NOTE = re.compile(r"^(?:NOTE|STYLE|REGION)\b[^\n]*\n(?:[^\r\n]+\r?\n)*", re.MULTILINE)
_VTT_TAG = re.compile(
    rf"<v(?:\.\S{{0,30}})? (?P<name>[^<>\n]{{1,60}})>"
    rf"|</?(?:c|v|b|i|u|ruby|rt|lang)(?:[. ][^<>\n]{{0,60}})?>|<{_TIME}>"
)
_ASS_LINE = re.compile(
    r"^Dialogue:[ \t]*(?:[^,\n]*,){4}(?P<name>[^,\n]*),(?:[^,\n]*,){4}", re.MULTILINE
)
_ASS_OTHER = re.compile(
    r"^(?:\[(?:Script Info|V4\+? Styles|Events|Fonts|Graphics|Aegisub[^\]\n]*)\]|;[^\n]*"
    r"|(?:Format|Style|Comment|Title|ScriptType|Collisions|PlayRes[XY]|Timer|WrapStyle|YCbCr Matrix"
    r"|ScaledBorderAndShadow|Original \w+|Synch Point|Script Updated By|Update Details|Last Style"
    r" Storage|Audio File|Video [\w ]+|Scroll Position|Active Line)[ \t]*:[^\n]*)\n?",
    re.MULTILINE,
)
_ASS_TAG = re.compile(r"\{\\[^{}\n]{1,200}\}|\{[^{}\n]{0,40}\\[^{}\n]{1,200}\}")
_ASS_BREAK = re.compile(r"\\[Nn]")
_LRC_TIME = re.compile(
    r"^(?:\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\][ \t]*)+|<\d{1,3}:\d{2}[.:]\d{1,3}>", re.MULTILINE
)
_LRC_EXACT = re.compile(r"\[\d{1,3}:\d{2}([.:])(\d{1,3})\]")
_LRC_FACT = re.compile(
    r"^\[(?:ti|ar|al|by|offset|re|ve|au|length|la|id|hash|sign|qq|total|kana)\s*:"
    r"[^\]\n]*\][ \t\r]*\n?",
    re.MULTILINE,
)


def cues(text: str) -> Iterator[Edit]:
    """Edits that cut the numbers, times, styles and tags of subtitles."""
    if "-->" in text:
        yield from _timed(text)
    elif "Dialogue:" in text:
        yield from _scripted(text)
    elif "[" in text and len(_LRC_TIME.findall(text)) >= _LEAST:
        yield from _sung(text)


def _cut(text: str, *patterns: re.Pattern[str]) -> Iterator[Edit]:
    """Edits that cut what the patterns find; the name of who speaks stays before the words."""
    done = 0
    found = [one for pattern in patterns for one in pattern.finditer(text)]
    for one in sorted(found, key=lambda one: one.span()):
        if done <= one.start() < one.end():
            name = (one.groupdict().get("name") or "").strip()
            yield Edit(*one.span(), f"{name}：" if name else "", RULE)
            done = one.end()


def _timed(text: str) -> Iterator[Edit]:
    """The same of SRT and VTT."""
    found = _CUE.findall(text)
    blocks = [block for block in re.split(r"\n[ \t\r]*\n", text) if block.strip()]
    timed = sum(_CUE.search(block) is not None for block in blocks)
    first = _CUE.search(text)
    told = _VTT_HEAD.sub("", text[: first.start()]).rstrip() if first else ""
    if len(found) < _LEAST or timed < _MOST * len(blocks) or told.endswith(_TELLS):
        return
    yield from _cut(text, _VTT_HEAD, _VTT_NOTE, _CUE, _VTT_TAG, _ASS_TAG)


def _scripted(text: str) -> Iterator[Edit]:
    """The same of ASS and SSA."""
    if len(_ASS_LINE.findall(text)) < _LEAST:
        return
    breaks = {found.start() for found in _ASS_BREAK.finditer(text)}
    for edit in _cut(text, _ASS_LINE, _ASS_OTHER, _ASS_TAG, _ASS_BREAK):
        yield edit._replace(new="\n") if edit.start in breaks else edit


def _sung(text: str) -> Iterator[Edit]:
    """The same of LRC; a chat has times too, but a name and words behind them.

    `[00:01:10]` is an hour, minutes and seconds of a transcript, until one goes beyond 59.
    """
    rows = [row for row in text.split("\n") if row.strip()]
    timed = sum(_LRC_TIME.match(row) is not None for row in rows)
    times = [found for row in rows if (found := _LRC_EXACT.match(row))]
    hundredths = any(found[1] == "." or int(found[2]) > 59 for found in times)
    exact = len(times) if hundredths else 0
    if timed < _MOST * len(rows) or exact < _LEAST or 2 * exact < timed:
        return
    yield from _cut(text, _LRC_TIME, _LRC_FACT)
