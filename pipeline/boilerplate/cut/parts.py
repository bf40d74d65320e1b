"""What goes from within lines: advertisements, placeholders, and credits glued to the last line.

Not a stage: `strip` asks it. Texts are folded (see `layout`).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from pipeline.boilerplate.cut.adverts import advertisements, sold
from pipeline.boilerplate.cut.glued import is_boilerplate_row, tail
from pipeline.boilerplate.cut.known import rule_of, rulebook_of
from pipeline.model.edits import Edit

_GLUED = 300  # Characters at the end of a text in which glued credits are looked for.
_LABEL_BEFORE = re.compile(r" *[【\[(] ?[^【\[(。!?]{0,4}(?:声明|申明|说明|提示) ?[】\])] ?:? *$")
_LEFT_OVER = " ,、。;:()"  # All that may be left of a line that held nothing but a placeholder.


_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "`": "`", '"': '"'}


def parts_of(text: str, starts: Sequence[int], cut: dict[int, str]) -> dict[int, list[Edit]]:
    """What goes from within lines, by line; a line of which nothing is left is cut whole."""
    found = [Edit(start, end, "", rule) for start, end, rule in advertisements(text, starts)]
    found += [
        Edit(*match.span(), "", rule.id)
        for rule in rulebook_of("part").possible(text)
        for match in rule.matches(text)
        if not _is_quoted(text, *match.span())
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


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a text speaks of a part between quotation marks instead of bearing it."""
    return start > 0 and text[end : end + 1] == _QUOTES.get(text[start - 1])


def glued_to_the_end(
    folded: Sequence[str], starts: Sequence[int], cut: dict[int, str], soft: Collection[int]
) -> list[Edit]:
    """Credits and notices glued to the end of the last line of the text."""
    last = next((i for i in range(len(folded) - 1, -1, -1) if i not in cut), -1)
    line = folded[last] if last >= 0 and last not in soft else ""
    if line and last and is_boilerplate_row(line):
        cut[last] = "glued-row"
        return glued_to_the_end(folded, starts, cut, soft)
    found: list[tuple[int, str]] = []
    for place in _glue().finditer(line, max(0, len(line) - _GLUED - 1)):
        if rule := rule_of(line[place.end() :]):
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


_ABOVE = 3  # lines at the beginning of a text that a notice may be glued to
_STORY = 15  # characters behind it that are no name or title
_NOTICE = 200  # characters of such a notice
_STOP = re.compile("[。!?]")


def glued_to_the_start(
    folded: Sequence[str], starts: Sequence[int], cut: Collection[int], soft: Collection[int]
) -> Iterator[Edit]:
    """A notice that the first line of the text runs on from; it ends at its own last sentence."""
    first = next((i for i in range(min(_ABOVE, len(folded))) if i not in cut), -1)
    line = folded[first] if first >= 0 and first not in soft else ""
    stops = [stop.end() for stop in _STOP.finditer(line, 0, _NOTICE)]
    for end in reversed([end for end in stops if len(line) - end >= _STORY]):
        rule = rule_of(line[:end])
        if rule and rule.extra.get("kind") == "notice":
            end += len(line[end:]) - len(line[end:].lstrip())
            yield Edit(starts[first], starts[first] + end, "", rule.id)
            return


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
        rf"|(?<=[^，,、“‘「『《\n])(?={sure})"
    )
