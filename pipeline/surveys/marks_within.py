"""Marks in the middle of sentences: a code of three letters and a name, now here and now there."""

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.shapes import CLOSING, DOMAIN, codelike, is_han
from pipeline.surveys.marks_seen import LEAST, SURE, Seen, shared_end

# Three letters of code, whatever Latin the name begins with, and its first Han.
_GLUED = re.compile(
    r"([0-9A-Za-z]{3})(?<![0-9A-Za-z._/-]...)"  # looks back last: most letters are Han
    r"((?:[0-9A-Za-z][0-9A-Za-z.]{4,24}(?![0-9A-Za-z.]))|(?:[0-9A-Za-z][0-9A-Za-z.]{0,23})?[一-鿿]{2}"
    r"|[0-9A-Za-z][0-9A-Za-z.]{1,23}网(?![络页址友民站购]))"
)
# A site's name, but not a net of wires or computers: `220kV电网`, `B2B互联网`.
_SITE = re.compile("(?:(?<![电联官上外内铁路管])网|论坛|社区|在线|[一-鿿]\\.(?:com|net|cn))$")
_LETTER = re.compile(b"[A-Za-z]")
LONGEST = 24
# Words around a name that is spoken of: `据…报道`, `登录…`, `…的用户`.
_SPOKEN_BEFORE = "据从在由到于问对和与向给被把是叫用上看、的《“‘「『录开访名入见经"
_SPOKEN_AFTER = "的是称说、》”’」』上与和等发又也还将会已被在"
_SPOKEN = re.compile("报道|表示|用户|消息|讯|发布|公司|平台|首页|创始")
MENTIONS = 0.2  # of the places, at most: a mark falls between two words of this kind by chance


def within(text: str) -> list[Seen]:
    """The marks one document carries within its sentences.

    `B2B平台` and `GDP增速` have the form too: so the codes have to differ and mix small letters
    with others, or the name has to be one that sites give themselves.

    >>> page = "老人xK7某某网把船系好，天q0Z某某网亮了，集9aB某某网市开张。"
    >>> [(seen.text, seen.lines) for seen in within(page)]
    [('某某网', 3)]
    >>> within("B2B平台和C2C平台不同，O2O平台又是一种。")
    []
    """
    found: dict[str, list[re.Match[str]]] = defaultdict(list)
    if len(_LETTER.findall(text.encode("ascii", "ignore"))) < LEAST:
        return []  # each code has a letter
    for match in _GLUED.finditer(text):
        found[match[2]].append(match)
    seen = []
    for _, matches in sorted(found.items()):
        if len(matches) >= LEAST:
            name = _name(text, matches)
            codes = {match[1] for match in matches}
            if (
                name
                and _drawn(codes, name)
                and (len(codes) >= LEAST or _planted(text, matches, name))
            ):
                line = text.count("\n", 0, matches[0].start())
                lines = text.count("\n") + 1
                seen.append(Seen("inline-mark", name, len(matches), lines, line, True))
    return seen


def _name(text: str, matches: Sequence[re.Match[str]]) -> str:
    """What always follows the code, up to where the sentences go on differently."""
    after = [text[m.start(2) : m.start(2) + LONGEST].partition("\n")[0] for m in matches]
    if len(set(after)) < LEAST:
        return ""  # always the same sentence
    return shared_end([one[::-1] for one in after])[::-1]


def _drawn(codes: set[str], name: str) -> bool:
    """Whether codes are drawn at random, or the name is a site's; no code is a number."""
    if any(map(str.isdigit, codes)):
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
    clauses = mentions = 0
    ends = False
    for match in matches:
        end = match.start(2) + len(name)
        before, after = text[match.start() - 1 : match.start()], text[end : end + 1]
        mentions += before in _SPOKEN_BEFORE or after in _SPOKEN_AFTER if before and after else 0
        mentions += bool(_SPOKEN.match(text, end))
        clauses += bool(before) and is_han(before)
        ends = ends or (before in CLOSING and after in ("", "\n") and before != "")
    if mentions > MENTIONS * len(matches):
        return False
    return ends or (len(matches) >= SURE and clauses >= 0.8 * len(matches))
