"""Whether much of a text is mojibake whose characters are lost: such a page is kept, and named."""

import re

from pipeline.characters import mojibake
from pipeline.characters.han import fit
from pipeline.model.article import Meta

_PART = 0.1  # of what is no blank: below, a reader finds a broken sentence and not a broken page
_LEAST = 12  # characters: a broken signature is no broken page
# What stands for bytes that were no UTF-8: as such, read as GBK once more, read as Latin-1.
_LOST = re.compile("[\N{REPLACEMENT CHARACTER}锟斤拷]{2,}|(?:ï¿½)+|\N{REPLACEMENT CHARACTER}")
_RUN = re.compile("[\u3400-\u9fff\ue000-\uf8ff\N{REPLACEMENT CHARACTER}]{6,}")
_LATIN_RUN = re.compile("(?:[\u0080-\u009f\u00a1-\u00ff\u0152-\u0178\u2013-\u2122]+ ?){6,}")
_SUBJECT = re.compile("乱码|亂碼|(?i:mojibake)|(?:字符|文字)?编码|編碼")
_BAD = -1.0  # the mean fit of a run; lists of rare names have 0, twice misread text -3


# What a scanner reads for strokes and specks; people write the like beside words, or one kind.
_STROKE = re.compile(
    r"[\^~|¬¦°•■◆□§¢£¤\\{}«»¥¨´¸¿¡](?<=[\u3400-\u9fff，。、].)(?=[\u3400-\u9fff，。、])", re.DOTALL
)
_STROKES, _KINDS, _FEW = 5, 3, 0.003  # in 10,862 texts of sites, news, laws, commands: none


def strokes(text: str) -> int:
    """How many signs within words only a scanner's misreading explains, or 0.

    >>> strokes("河水^涨起来，人都|到堤上■去看，天•黑才回~家。")
    5
    >>> strokes("新闻|社会|国内|国际|体育|财经")
    0
    """
    found = _STROKE.findall(text)
    noisy = len(found) >= max(_STROKES, _FEW * len(text)) and len(set(found)) >= _KINDS
    return len(found) if noisy else 0


def doubtful(text: str) -> bool:
    """Whether a text, as it was before repair, may be such a page; quick to say no."""
    return mojibake.suspicious(text) or "锟斤" in text


def is_lost(text: str) -> bool:
    """Whether a tenth or more of a text is mojibake, and the text is no article on mojibake.

    >>> is_lost("闂傚倸鍊搁崐鎼佸磹閹间礁纾归柟闂寸绾惧綊" * 3), is_lost("锟斤拷" * 9)
    (True, True)
    >>> is_lost("他打开文件，看到的是一串乱码“锟斤拷锟斤拷锟斤拷锟斤拷”，不知道说的是什么。")
    False
    """
    lost = sum(len(found) for found in _LOST.findall(text))
    size = len(text) - text.count(" ") - text.count("\n")
    if lost < _PART * size:
        lost += sum(len(run) for run in _runs(text))
    if lost < max(_LEAST, _PART * size):
        return False
    return not _SUBJECT.search(text) or lost >= 0.5 * size


def _runs(text: str) -> list[str]:
    """Runs of characters that Chinese never puts together, nor any other language."""
    # Letters of a site's own font say nothing of the ones between them.
    han = [run for run in _RUN.findall(text) if fit(_PRIVATE_USE.sub("", run))[0] <= _BAD]
    return han + [run for run in _LATIN_RUN.findall(text) if len(run) >= _LEAST]


PRIVATE = 0.02
"""Share of private-use characters from which words are lost to a reader."""
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{60,76}\n){3}")
_QUOTED_PRINTABLE = re.compile(r"(?:=[0-9A-F]{2}){12}")


def flags_of_damage(text: str, *, doubtful: bool) -> dict[str, Meta]:
    """The flags that the signs of a repaired text give reason for."""
    found: dict[str, Meta] = {}
    if doubtful and is_lost(text):
        found["flag.mojibake"] = Meta("", "repair")
    elif lost := text.count("\N{REPLACEMENT CHARACTER}"):
        found["flag.lost-characters"] = Meta(f"{lost} characters", "repair")
    private = len(_PRIVATE_USE.findall(text))
    if private > PRIVATE * len(text):
        found["flag.unreadable"] = Meta(f"{private} characters", "repair")
    if count := strokes(text):
        found["flag.scanned"] = Meta(f"{count} signs", "repair")
    if _BASE64.search(text) or ("=" in text and _QUOTED_PRINTABLE.search(text)):
        found["flag.transfer-encoding"] = Meta("", "repair")
    return found
