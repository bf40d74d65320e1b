"""How sure it is that the lines chosen are the article: a number that predicts their F1.

Nine things that show of a choice, each between 0 and 1, with weights by
`benchmarks/fit_confidence.py`: left-out hosts there tell how well it predicts. Pages that hold no
article count among them, for what looks most like one there is a notice at the page's foot.
"""

import math
from collections.abc import Mapping, Sequence

from pipeline.html.features import IN_HEADING
from pipeline.html.linearise import PageLine
from pipeline.html.words import fitted_weights

_FEW, _MANY = 1.5, 4.0  # decimal powers of the characters of an article between which size tells
_NEITHER = 1.0  # a score between minus that and that says little


def signals(
    page: Sequence[PageLine],
    article: Sequence[bool],
    scores: Sequence[float],
    *,
    headed: bool,
) -> dict[str, float]:
    """What shows of a choice of lines: each between 0 and 1."""
    own = [i for i, chosen in enumerate(article) if chosen]
    sizes = [len(line.text) for line in page]
    chosen = sum(sizes[i] for i in own) or 1
    within = own[-1] - own[0] + 1 if own else 1
    doubt = sum(sizes[i] for i in own if scores[i] < 0) if scores else chosen
    neither = sum(size for score, size in zip(scores, sizes, strict=False) if abs(score) < _NEITHER)
    size = (math.log10(chosen) - _FEW) / (_MANY - _FEW)
    return {
        "size": min(1.0, max(0.0, size)),
        "doubt": doubt / chosen,
        "scores of neither": neither / (chosen + neither),
        "gaps": 1 - len(own) / within,
        "links": min(1.0, sum(page[i].linked for i in own) / chosen),
        "short lines": sum(sizes[i] < IN_HEADING for i in own) / max(1, len(own)),
        "no headline": float(not headed),
        "late": own[0] / len(page) if own else 1.0,
        "share": chosen / (sum(sizes) or 1),
    }


def predicted(found: Mapping[str, float]) -> float:
    """The F1 that these signals let expect, to two places."""
    weight = fitted_weights("confidence")
    total = weight["bias"] + sum(weight[name] * value for name, value in found.items())
    return round(1 / (1 + math.exp(-total)), 2)
