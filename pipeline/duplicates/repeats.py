"""The cheap questions by which most articles are known to hold nothing twice.

`may_repeat` is asked of every article, `passage_again` of the few that pass it.
"""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.duplicates.blocks import fold_script, mixed_scripts

PROBE = 10  # letters; eight catch names of institutions, which honest news repeats
PROBES = 9  # over the first two thirds of the text: a doubled body answers most of them
HEAD_PROBES = (0, 30, 70, 130, 250)  # behind the first paragraph's start, for a copy cut short
HITS = 3  # one sentence quoted again answers one probe, seldom two

MAX_COPIES = 4  # desktop, mobile, print, feed; what stands five times is a refrain or a form
_LEAST_SHARE = 0.12  # of a page: a copy and its original are most of it
LEAST_LETTERS = 60  # letters of a passage: a paragraph, so that a quoted sentence is none

# The first run of so many letters behind a place; possessive, so that shorter runs cost one look.
PROBED_RUN = re.compile(rf"(?:[^\W\d_]{{0,{PROBE - 1}}}+[\W\d_]++)*+(?P<run>[^\W\d_]{{{PROBE}}})")
CLAUSES = re.compile(r"[^\W_]{6,}")
_PARAGRAPH = re.compile(r"^[^\n]{40}", re.MULTILINE)

# "Read on": what a page puts where it cuts a copy short.
EXPAND = re.compile(
    r"(?:点击|點擊|点此)?(?:展开|展開|阅读|閱讀|查看|显示|顯示)"
    r"(?:全文|更多|全部|原文|(?:剩余|剩餘|余下|餘下)[^\W_]{0,4})$"
)


def may_repeat(text: str) -> bool:
    r"""Whether a long passage of the text may stand in it again; some 20 µs for usual articles.

    Looks for a few runs of letters further on in the text: no hashing, no import.

    >>> body = "".join(f"{c}镇的水渠今年春天重新修好了，{c}村的人都去看。" for c in "甲乙丙丁戊己")
    >>> may_repeat(body), may_repeat(body + "\n" + body)
    (False, True)
    """
    if len(text) < 10 * PROBE:
        return False
    first = _PARAGRAPH.search(text)
    head = first.start() if first else 0
    places = [len(text) * k * 2 // (3 * PROBES) for k in range(PROBES)]
    shifts: list[int] = []
    done = 0
    ahead = PROBES + len(HEAD_PROBES)
    for place in sorted([*places, *(head + n for n in HEAD_PROBES)]):
        if len(shifts) + ahead < HITS:
            return False  # whatever the last ones say
        ahead -= 1
        run = PROBED_RUN.match(text, max(place, done), place + 6 * PROBE)
        if run is None:
            continue
        done = run.end()
        again = text.find(run["run"], done)
        if again >= 0:
            shifts.append(again - done)
    shifts.sort()
    # In a copy everything stands about as far behind; what is merely named again does not.
    return any(
        most - least <= 100 + most // 8
        for least, most in zip(shifts, shifts[HITS - 1 :], strict=False)
    )


def passage_again(text: str) -> bool:
    """Whether some passage, and not only clauses here and there, stands again word for word.

    The second cheap question: it spares most of those that pass the first one the import.
    """
    folded = fold_script(text) if mixed_scripts(text) else text
    # Whole lines too: tables and diaries are made of the same clauses, but of different lines.
    return _run_again(CLAUSES.findall(folded)) or _run_again(folded.split("\n"))


def _run_again(pieces: Sequence[str]) -> bool:
    """Whether pieces that stand twice follow on one another for the length of a paragraph."""
    seen = Counter(pieces)
    twice = sum(len(p) for p in pieces if 1 < seen[p] <= MAX_COPIES)
    if twice < _LEAST_SHARE * sum(map(len, pieces)):
        return False
    size = missed = 0
    for piece in pieces:
        again = 1 < seen[piece] <= MAX_COPIES
        # Light edits leave every second piece at least.
        missed = 0 if again else missed + 1
        size = 0 if missed > 1 else size + again * len(piece)
        if size >= LEAST_LETTERS:
            return True
    return False
