"""Which 著 of a text are read 着: OpenCC leaves them all."""

from pipeline.characters.han_letters import letter_list

ZHE = "著"

_STAYS_AFTER = letter_list("zhe_stays_after")
_STAYS_BEFORE = letter_list("zhe_stays_before")
_STAYS_UNLESS_VERB = letter_list("zhe_stays_unless_verb")
_VERBS = letter_list("zhe_verbs")
_VERBS_WITH_HE = letter_list("zhe_verbs_with_he")
_CLOSED_BY = frozenset("不为")  # 偷鸡不着, 为着; but 从不著书


def read_zhe(text: str, sure: bool) -> str:
    """A Simplified text with 着 for each 著 that is read so.

    `sure` where the page was Simplified: then only those after a verb that takes 着.

    >>> read_zhe("他看著书，这是名著，藉著酒意", sure=False)
    '他看着书，这是名著，借着酒意'
    """
    at = text.find(ZHE)
    while at >= 0:
        if _is_zhe(text, at, sure):
            text = f"{text[:at]}着{text[at + 1 :]}"  # what comes next is read after it
        at = text.find(ZHE, at + 1)
    return text.replace("藉着", "借着")  # no phrase of OpenCC's with 著


def _is_zhe(text: str, i: int, sure: bool) -> bool:
    """Whether the 著 at `i` of a text, Simplified by now, is read 着."""
    before = text[i - 1] if i else ""
    after, next_after = text[i + 1 : i + 2], text[i + 2 : i + 3]
    if before in _STAYS_AFTER:
        return before == "合" and text[i - 2 : i - 1] in _VERBS_WITH_HE and after not in "者"
    if after in _STAYS_BEFORE and not (after == "作" and next_after == "用"):
        return False
    verb = before in _VERBS
    if sure:
        return verb and after.isalpha()
    if after in _STAYS_UNLESS_VERB or not after.isalpha():
        return verb or (before in _CLOSED_BY and not after.isalpha())
    return before.isalpha() or after in "手重急眼陆力色想落实迷凉装火魔"
