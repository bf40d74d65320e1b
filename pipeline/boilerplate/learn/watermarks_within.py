"""Marks in the middle of sentences: a code and a name, now here and now there, or a boxed name."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.boilerplate.learn.watermarks_seen import LEAST, SURE, Seen, shared_end
from pipeline.boilerplate.shapes import CLOSING, DOMAIN, TOP, codelike, is_site_name
from pipeline.boilerplate.vocabulary import has_boilerplate_word
from pipeline.characters.han_letters import HAN, is_han

# All of these look back only where their first character stands: most characters are Han.

# Three letters of code, whatever Latin the name begins with, and its first Han.
_GLUED = re.compile(
    r"([0-9A-Za-z]{3})(?<![0-9A-Za-z._/-]...)"
    r"((?:[0-9A-Za-z][0-9A-Za-z.]{4,24}(?![0-9A-Za-z.]))|(?:[0-9A-Za-z][0-9A-Za-z.]{0,23})?[一-鿿]{2}"
    r"|[0-9A-Za-z][0-9A-Za-z.]{1,23}网(?![络页址友民站购]))"
)
# A site's name, but not a net of wires or computers: `220kV电网`, `B2B互联网`.
_SITE = re.compile("(?:(?<![电联官上外内铁路管])网|论坛|社区|在线|[一-鿿]\\.(?:com|net|cn))$")
_ADDRESS = re.compile(rf"[0-9A-Za-z{HAN}]\.(?:{TOP})(?![a-z])")
_LETTER = re.compile(b"[A-Za-z]")
_LONGEST = 24
# Words around a name that is spoken of: `据…报道`, `登录…`, `…的用户`.
_SPOKEN_BEFORE = "据从在由到于问对和与向给被把是叫用上看、的《“‘「『录开访名入见经"
_SPOKEN_AFTER = "的是称说、》”’」』上与和等发又也还将会已被在"
_SPOKEN = re.compile("报道|表示|用户|消息|讯|发布|公司|平台|首页|创始")
# Codes of several lengths: all of the Latin before a name is one.
_CODES = re.compile(r"([0-9A-Za-z](?<![0-9A-Za-z._/-].)[0-9A-Za-z]{1,7})([一-鿿]{2})")
_OPENING = "【[〖{（("
# A name or an address in brackets behind a word or a clause; at a line's start it is a label.
_BOXED = re.compile(
    rf"[{re.escape(_OPENING)}](?<=[一-鿿，。！？”0-9A-Za-z].)"
    r"([^【】\[\]〖〗{}（）()\n]{3,24})[】\]〗}）)]"
)
COMMAS = "，,"
NUMBERS = 0.2  # of the codes, at most: more of them count something
MENTIONS = 0.2  # of the places, at most: a mark falls between two words of this kind by chance
BY_CHANCE = 0.5  # and so many where nothing but commas stand before it


def marks_within(text: str) -> list[Seen]:
    """The marks one document carries within its sentences.

    `B2B平台` and `GDP增速` have the form too: so the codes have to differ and mix small letters
    with others, or the name has to be one that sites give themselves.

    >>> page = "老人xK7某某网把船系好，天q0Z某某网亮了，集9aB某某网市开张。"
    >>> [(seen.text, seen.lines) for seen in marks_within(page)]
    [('某某网', 3)]
    >>> marks_within("B2B平台和C2C平台不同，O2O平台又是一种。")
    []
    """
    seen = _boxed(text)
    if len(_LETTER.findall(text.encode("ascii", "ignore"))) < LEAST:
        return seen  # each code has a letter
    several = {*_behind_several(text)}
    for _, matches in _groups(_GLUED, text, LEAST):
        name = _name(text, matches)
        codes = {match[1] for match in matches}
        if not name or name in several or not _drawn(codes, name):
            continue
        if len(codes) >= LEAST or _planted(text, matches, name):
            seen.append(_seen("inline-mark", name, text, matches))
    return seen


def _groups(
    pattern: re.Pattern[str], text: str, least: int
) -> list[tuple[str, list[re.Match[str]]]]:
    """The matches of a pattern by their last group, where there are enough of them."""
    found: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in pattern.finditer(text):
        found[match[match.re.groups]].append(match)
    return sorted((name, some) for name, some in found.items() if len(some) >= least)


def _seen(kind: str, name: str, text: str, matches: Sequence[re.Match[str]]) -> Seen:
    line = text.count("\n", 0, matches[0].start())
    return Seen(kind, name, len(matches), text.count("\n") + 1, line, True)


def _boxed(text: str) -> list[Seen]:
    """The names and addresses of sites that stand in brackets amid many of the sentences.

    >>> said = ("船开了", "雾散了", "桥通了", "灯亮了", "风停了")
    >>> [(seen.kind, seen.text) for seen in _boxed("".join(f"{one}【某某网】。" for one in said))]
    [('boxed', '【某某网】')]
    """
    seen: list[Seen] = []
    if sum(map(text.count, _OPENING)) < LEAST:
        return seen
    for name, matches in _groups(_BOXED, text, LEAST):
        address = DOMAIN.search(name)
        telling = address or is_site_name(name) or (len(name) > 3 and has_boilerplate_word(name))
        befores = {text[match.start() - 2 : match.start()] for match in matches}
        if telling and len(befores) >= LEAST and (address or len(matches) >= SURE):
            seen.append(_seen("boxed", matches[0][0], text, matches))
    return seen


def _behind_several(text: str) -> Iterator[str]:
    """The names behind codes of several lengths: three letters before one are half of a mark."""
    for _, matches in _groups(_CODES, text, SURE):
        name = _name(text, matches)
        ending = all(
            text[m.start(2) + len(name) : m.start(2) + len(name) + 1] in ("", "\n") for m in matches
        )
        if not name or not (ending or is_site_name(name)):
            continue  # `A12芯片`, `M1芯片`: the sentences are about them
        if _of_all_lengths({match[1] for match in matches}, text, matches):
            yield name


def _of_all_lengths(codes: set[str], text: str, matches: Sequence[re.Match[str]]) -> bool:
    """Whether codes of several lengths are drawn at random, each behind the end of a sentence."""
    if len(codes) < SURE or len(set(map(len, codes))) < 2:
        return False
    drawn = sum(map(codelike, codes))
    behind = sum(text[match.start() - 1 : match.start()] in CLOSING for match in matches)
    return drawn * 2 >= len(codes) and behind >= 0.8 * len(matches)


def _name(text: str, matches: Sequence[re.Match[str]]) -> str:
    """What always follows the code, up to where the sentences go on differently."""
    after = [text[m.start(2) : m.start(2) + _LONGEST].partition("\n")[0] for m in matches]
    name = shared_end([one[::-1] for one in after])[::-1]
    if len(set(after)) >= LEAST:
        return name
    # Always the same to the line's end: the same sentence, or what comes before it differs.
    apart = {text[max(0, m.start() - 4) : m.start()] for m in matches}
    stops = any(one[len(name) :] in tuple(CLOSING) for one in after)
    drawn = stops or len({m[1] for m in matches}) >= LEAST
    return name if len(apart) >= LEAST and drawn else ""


def _drawn(codes: set[str], name: str) -> bool:
    """Whether codes are drawn at random, or the name is a site's; one in 240 is a number."""
    if sum(map(str.isdigit, codes)) > NUMBERS * len(codes):
        return False
    if _SITE.search(name) or DOMAIN.fullmatch(name):
        return all(map(codelike, codes)) or len(codes) >= LEAST
    mixed = [code for code in codes if codelike(code) and any("a" <= c <= "z" for c in code)]
    return (
        len(codes) >= LEAST and len(mixed) * 2 >= len(codes) and len(name) >= 3 and is_han(name[0])
    )


def _planted(text: str, matches: Sequence[re.Match[str]], name: str) -> bool:
    """Whether what always has the same code stands where nobody would say it.

    A name with capitals and small letters (`iReader中文网`) has the form of a mark. A sentence
    speaks of it; a mark ends a line behind the last sentence, or stands behind whole clauses.
    """
    if len(matches) >= SURE and _ADDRESS.search(name):
        return True  # nobody says a code before an address
    clauses = mentions = commas = 0
    ends = False
    for match in matches:
        end = match.start(2) + len(name)
        before, after = text[match.start() - 1 : match.start()], text[end : end + 1]
        mentions += before in _SPOKEN_BEFORE or after in _SPOKEN_AFTER if before and after else 0
        mentions += bool(_SPOKEN.match(text, end))
        clauses += bool(before) and is_han(before)
        commas += before in COMMAS
        ends = ends or (before in CLOSING and after in ("", "\n") and before != "")
    # Behind commas alone no subject stands five times, whatever the clauses go on with.
    parted = commas == len(matches) >= SURE
    if mentions > (BY_CHANCE if parted else MENTIONS) * len(matches):
        return False
    return ends or parted or (len(matches) >= SURE and clauses >= 0.8 * len(matches))
