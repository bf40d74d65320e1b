"""Marks in other alphabets and numerals: addresses, contacts, names in disguise."""

# ruff: noqa: E501, SIM905 - a mark reads best as one line
import string
from random import Random
from urllib.parse import quote

from tests.made import watermarks_places as places
from tests.made.watermarks_sites import Site
from tests.made.watermarks_styles import Style, by_page, by_place, by_site

# ---------------------------------------------------------------- letters and numbers


def _table(letters: str) -> dict[str, str]:
    return dict(zip(string.ascii_lowercase, letters, strict=True))


_LISU = _table("ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑႳꓣꓢꓔꓴꓦꓪꓫꓬꓜ")
_TURNED = _table("ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz") | {".": "˙"}
_BOPOMOFO = _table("ㄇㄖㄏㄎㄍㄑㄕㄘㄛㄨㄜㄠㄩㄙㄟㄣㄆㄐㄋㄔㄧㄒㄊㄌㄗㄈ") | {".": "ㄡ"}
_TONES = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù"}
_MATH_STARTS = (
    0x1D41A,
    0x1D44E,
    0x1D482,
    0x1D4EA,
    0x1D51E,
    0x1D552,
    0x1D5EE,
    0x1D622,
    0x1D656,
    0x1D68A,
)
_MATH_HOLES = {0x1D455: "ℎ"}  # unassigned, the letter stands elsewhere
_NEAR_PAIRS = (
    "青靑枣棗书肀屋偓南喃窗窻夜液读牍拾恰光咣阅阋文攵学斈网冈财则经径云芸观欢察擦资姿讯汛白臼桦华林木论伦坛坛小尐说兑灯汀下卞墨黒客喀北兆坡陂社杜区岖号呺早旱茶荼时旷报服七匕料枓"
    "库厍中申日曰志恚在茌线钱铜桐门冂户沪健建康糠家冢头买寻寸常甞百佰科枓行彳业亚设没计汁听昕导寺航肮课棵堂螳开幵笔竺记纪古咕月朋街術远沅外夘语悟来耒术朮技枝三彡十什六亣"
)
_NEAR = str.maketrans(_NEAR_PAIRS[::2], _NEAR_PAIRS[1::2])
_NICKS = "半夏微凉 lanlan_0429 老周在路上 冷月葬花魂 zhu_dad 西瓜不甜退钱 k7kmaster 枕边书1991 无名小卒 teahouse".split()
_DIGITS = {
    "0": ("0", "０", "〇", "零", "⓪", "ling"),
    "1": ("1", "１", "①", "壹", "㈠", "yi", "⑴"),
    "2": ("2", "２", "②", "贰", "㈡", "er", "⑵"),
    "3": ("3", "３", "③", "叁", "㈢", "san", "⑶"),
    "4": ("4", "４", "④", "肆", "㈣", "si", "⑷"),
    "5": ("5", "５", "⑤", "伍", "㈤", "wu", "⑸"),
    "6": ("6", "６", "⑥", "陆", "㈥", "liu", "⑹"),
    "7": ("7", "７", "⑦", "柒", "㈦", "qi", "⑺"),
    "8": ("8", "８", "⑧", "捌", "㈧", "ba", "⑻"),
    "9": ("9", "９", "⑨", "玖", "㈨", "jiu", "⑼"),
}


def _spelt(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in text)


def _letters(rng: Random, count: int, kinds: str = string.ascii_letters + string.digits) -> str:
    return "".join(rng.choices(kinds, k=count))


def _digits(rng: Random, count: int) -> str:
    return str(rng.randrange(1, 10)) + _letters(rng, count - 1, string.digits)


def _math(rng: Random, letter: str) -> str:
    if not "a" <= letter <= "z":
        return letter
    code = rng.choice(_MATH_STARTS) + ord(letter) - ord("a")
    return _MATH_HOLES.get(code, chr(code))


def _day(rng: Random, first: int = 2006, last: int = 2024) -> tuple[int, int, int]:
    return rng.randrange(first, last), rng.randrange(1, 13), rng.randrange(1, 29)


# ---------------------------------------------------------------- addresses in other alphabets


def _turned(rng: Random, site: Site) -> str:
    return "〔" + _spelt(("www." + site.domain)[::-1], _TURNED) + "〕"


def _lisu(rng: Random, site: Site) -> str:
    return _spelt(site.domain, _LISU)


def _mixed_math(rng: Random, site: Site, number: int) -> str:
    return "".join(_math(rng, letter) for letter in site.domain)


def _struck(rng: Random, site: Site) -> str:
    stroke = rng.choice("\u0336\u0335\u0338\u0332\u0333\u0323")
    return "".join(letter + stroke for letter in site.domain)


def _flags(rng: Random, site: Site) -> str:
    letters = " ".join(
        chr(0x1F1E6 + ord(letter) - ord("a")) if letter.isalpha() else f"{letter}\ufe0f\u20e3"
        for letter in site.label
    )
    return f"📣 {letters} ⏺️ {site.zone}"


def _toned(rng: Random, site: Site, number: int) -> str:
    def toned(text: str) -> str:
        return "".join(
            rng.choice(_TONES[letter]) if letter in _TONES else letter for letter in text
        )

    return f"〔{toned(site.label)}·diǎn·{toned(site.zone)}〕"


def _bopomofo(rng: Random, site: Site) -> str:
    return "〖" + _spelt(site.domain, _BOPOMOFO) + "〗"


def _slashed(rng: Random, site: Site, number: int) -> str:
    split = rng.choice("/\\|、")
    name = "".join(letter + rng.choice("、。，·") for letter in site.name[:-1]) + site.name[-1]
    after = rng.choice(("更新超快", "首发更新", "看全文字", "无错首发"))
    return f"({split.join('www')}.{site.label}.{split.join(site.zone)} {name}{after})"


def _bidi(rng: Random, site: Site) -> str:
    return f"\u202e{('m.' + site.domain)[::-1]}\u202c"


# ---------------------------------------------------------------- contacts and readers


def _qq_mixed(rng: Random, site: Site, number: int) -> str:
    call = rng.choice(("㪊", "君羊", "裙", "q裠", "扣峮", "企鹅羣"))
    return f"（{call}{''.join(rng.choice(_DIGITS[digit]) for digit in site.qq)}）"


def _wechat_split(rng: Random, site: Site, number: int) -> str:
    call = rng.choice(("彳敖亻言", "徽亻言", "威❤", "溦伩", "薇芯", "Ⅴ❤"))
    join = rng.choice(("", "·", "丶", "ˊ"))
    end = rng.choice(("备注看书", "拉你进羊", "领后续", "有惊囍", "发资料🈚偿"))
    return f"{rng.choice('➕✚﹢十')}{call}「{join.join(site.wechat)}」{end}"


def _reader_trace(rng: Random, site: Site) -> str:
    first, last = rng.randrange(27, 223), rng.randrange(2, 255)
    return f"〈读者{_digits(rng, 7)}·{first}.{rng.randrange(256)}.*.{last}〉"


def _account_emoji(rng: Random, site: Site, number: int) -> str:
    left, right = rng.choice(
        (("👉🏻", "👈🏻"), ("🫱🏼", "🫲🏼"), ("🤜🏽", "🤛🏽"), ("👇🏾", "👇🏾"))
    )
    return f"{left}{site.account}{right}"


def _bbcode_post(rng: Random, site: Site, number: int) -> str:
    post, user = _digits(rng, 9), _digits(rng, 7)
    year, month, day = _day(rng, 2012)
    time = f"{year}-{month:02}-{day:02} {rng.randrange(24):02}:{rng.randrange(60):02}"
    return f"[pid={post},{_digits(rng, 8)},{rng.randrange(1, 9)}]#{number}[/pid][uid={user}]{rng.choice(_NICKS)}[/uid]({time})"


# ---------------------------------------------------------------- names in disguise


def _signed_name(rng: Random, site: Site, number: int) -> str:
    signs = "『【↑△↓＠︾"
    return "".join(
        rng.choice(signs) * rng.choice((1, 1, 2)) + letter for letter in site.name
    ) + rng.choice("】|")


def _digit_name(rng: Random, site: Site, number: int) -> str:
    digit = rng.choice("23578")
    return (
        digit
        + "".join(letter + digit for letter in site.name)
        + rng.choice(("，w￠", "，ｗ＄", "，ω￡"))
    )


def _near_name(rng: Random, site: Site) -> str:
    name = site.name.translate(_NEAR)
    return f"←{name}，{'首友' if rng.random() < 0.5 else '耳新蕞快'}→"


def _dede_mix(rng: Random, site: Site, number: int) -> str:
    return rng.choice(
        (
            f"本文来自{site.name}",
            f"{site.name}，好{site.name}",
            site.domain,
            f"copyright {site.label}",
            f"内容来自{site.label}",
            f"{site.name}内容管理系统",
        )
    )


def _percent_name(rng: Random, site: Site) -> str:
    return quote(site.name + "@" + site.account)


def _mojibake(rng: Random, site: Site) -> str:
    return (site.name + "首发").encode().decode("gbk", "replace")


def _box(rng: Random, site: Site, number: int) -> str:
    word = "以下正文" if number == 1 else "以上正文"
    return f"┏┅┅┓\n┠{site.name}┨{word}┠{site.phone[:3]}┊{site.phone[3:7]}┊{site.phone[7:]}┨\n┗┅┅┛"


STYLES: list[Style] = [
    Style("turned-address", "address", True, by_site(_turned), places.at_stops),
    Style("lisu-address", "address", True, by_site(_lisu), places.inside_sentences),
    Style("mixed-math-address", "address", True, by_place(_mixed_math), places.at_ends),
    Style("struck-address", "address", True, by_page(_struck), places.at_commas),
    Style("flag-letters-address", "address", True, by_site(_flags), places.on_lines),
    Style("toned-address", "address", True, by_place(_toned), places.at_some_starts),
    Style("bopomofo-keys-address", "address", True, by_site(_bopomofo), places.at_ends_or_starts),
    Style("slashed-address", "address", True, by_place(_slashed), places.inside_sentences),
    Style("bidi-address", "address", True, by_site(_bidi), places.once_inside),
    Style("qq-of-mixed-digits", "contact", True, by_place(_qq_mixed), places.at_some_ends),
    Style("wechat-of-split-han", "contact", True, by_place(_wechat_split), places.on_lines),
    Style("reader-trace", "contact", True, by_page(_reader_trace), places.by_length),
    Style("account-between-hands", "name", True, by_place(_account_emoji), places.at_stops),
    Style("bbcode-post-head", "name", True, by_place(_bbcode_post), places.at_some_starts),
    Style("signs-before-name-letters", "name", True, by_place(_signed_name), places.at_stops),
    Style(
        "digits-between-name-letters", "name", True, by_place(_digit_name), places.inside_sentences
    ),
    Style("near-look-name", "name", True, by_site(_near_name), places.at_commas),
    Style("dede-mixed-strings", "name", True, by_place(_dede_mix), places.at_ends),
    Style("percent-name", "name", True, by_site(_percent_name), places.at_stops, prose_only=True),
    Style("mojibake-name", "name", True, by_site(_mojibake), places.on_lines),
    Style("boxed-name-and-phone", "name", True, by_place(_box), places.first_and_last),
]
