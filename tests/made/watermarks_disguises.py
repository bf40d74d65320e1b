"""Ways in which sites spell an address or a number so that no filter knows it."""

from random import Random

ZERO_WIDTH = (
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
    "\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
)
_CYRILLIC = str.maketrans("aceopxyimtkh", "асеорхуімткһ")
_GREEK = str.maketrans("aeioukvxwnp", "αεισυκνχωηρ")
_PINYIN = {"w": "w", "c": "c", ".": "diǎn"}
_HAN_DIGITS = (
    "零一二三四五六七八九",
    "〇壹贰叁肆伍陆柒捌玖",
    "零幺两三四五六拐八九",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "０１２３４５６７８９",
)
_BARS = "/|\\"
_SYMBOLS = "♂♀☆★◆◎※→∞♠♥"


def _shifted(text: str, lower: int, upper: int) -> str:
    """The text with its letters moved to other blocks, a to `lower`, A to `upper`."""
    return "".join(
        chr(ord(letter) - ord("a") + lower)
        if "a" <= letter <= "z"
        else chr(ord(letter) - ord("A") + upper)
        if "A" <= letter <= "Z"
        else letter
        for letter in text
    )


def full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def half_full(text: str, rng: Random) -> str:
    """Letters full-width by chance, large by chance: `ｗＷw.mｕshu.ＣOm`."""
    return "".join(
        full_width(letter) if rng.random() < 0.5 else letter
        for letter in (rng.choice((one, one.upper())) for one in text)
    )


def mathematical(text: str, rng: Random) -> str:
    """Bold, sans-serif or monospaced mathematical letters, one alphabet a call."""
    lower, upper = rng.choice(((0x1D41A, 0x1D400), (0x1D5BA, 0x1D5A0), (0x1D68A, 0x1D670)))
    return _shifted(text, lower, upper)


def squared(text: str) -> str:
    return _shifted(text.upper(), 0, 0x1F130)


def circled(text: str) -> str:
    return _shifted(text, 0x24D0, 0x24B6)


def cyrillic(text: str) -> str:
    return text.translate(_CYRILLIC)


def greek(text: str) -> str:
    return text.translate(_GREEK)


def spaced(text: str, blank: str = " ") -> str:
    return blank.join(text)


def slashed(text: str, rng: Random) -> str:
    """A slash or bar inside the name, the last dot in brackets: `mu/shu[.]com`."""
    name, _, zone = text.rpartition(".")
    cut = rng.randrange(1, len(name))
    return f"{name[:cut]}{rng.choice(_BARS)}{name[cut:]}{rng.choice(('[.]', '(.)', '{.}'))}{zone}"


def dotted_in_words(text: str, rng: Random) -> str:
    return text.replace(".", rng.choice((" dot ", "点", " 点 ", "。", "·", "◎", "(dot)")))


def symbols(text: str, rng: Random) -> str:
    """One symbol between letters: `mu♂shu♂wu.com`."""
    sign = rng.choice(_SYMBOLS)
    return "".join(letter + (sign if rng.random() < 0.3 else "") for letter in text) + sign


def zero_width(text: str, rng: Random) -> str:
    """Invisible characters between letters, at least one."""
    cut = rng.randrange(1, len(text))
    split = "".join(
        letter + (rng.choice(ZERO_WIDTH) if rng.random() < 0.4 else "") for letter in text[cut:]
    )
    return text[:cut] + rng.choice(ZERO_WIDTH) + split.rstrip(ZERO_WIDTH)


def pinyin(text: str) -> str:
    """An address read aloud: `sān W diǎn mushu diǎn com`."""
    return f"sān W diǎn {text.replace('.', ' diǎn ')}"


def in_han(text: str) -> str:
    """An address read aloud in Chinese: `三达不溜点mushu点康姆`."""
    zones = {"com": "康姆", "net": "奈特", "cn": "西恩", "cc": "西西", "org": "欧阿吉"}
    name, _, zone = text.rpartition(".")
    return f"三达不溜点{name}点{zones.get(zone, zone)}"


def entities(text: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in text)


def any_spelling(text: str, rng: Random) -> str:
    """A spelling drawn anew: what a site does that respells its address in every chapter."""
    way = rng.randrange(8)
    if way == 0:
        return full_width(text)
    if way == 1:
        return mathematical(text, rng)
    if way == 2:
        return cyrillic(text)
    if way == 3:
        return spaced(text)
    if way == 4:
        return slashed(text, rng)
    if way == 5:
        return half_full(text, rng)
    if way == 6:
        return symbols(text, rng)
    return zero_width(text, rng)


def digits_in_han(number: str, rng: Random) -> str:
    """The digits in one of the ways numbers are disguised."""
    row = rng.choice(_HAN_DIGITS)
    return "".join(row[int(digit)] for digit in number)
