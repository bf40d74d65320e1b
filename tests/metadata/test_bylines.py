"""A line above, within or below an article says who wrote it and for whom, in the forms one meets.

`cases/bylines.tsv` holds the lines: where they stand, what they name ("a or b" where both are
right, nothing where nobody is named, `*` where anything is).
"""

import csv
from pathlib import Path

import pytest

from pipeline.html.extract import extract

CASES = Path(__file__).parents[1] / "cases" / "bylines.tsv"
BODY = (
    "清晨六点，天还没有亮，他已经走在去学校的路上，手里提着一盏旧马灯。",
    "雨下了一整夜，河水涨到了石阶的第三级，渡口的船都系在岸边。",
    "村里的人说，这样的天气里还肯出门的，只有他一个人。",
)


def cases():
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def page(place, line):
    """A page of a portal with that line in its place."""
    lead = line if place == "lead" else ""
    above = f"<div class=info>{line}</div>" if place == "above" else ""
    below = f"<div class=end>{line}</div>" if place == "below" else ""
    text = "".join(f"<p>{lead if i == 0 else ''}{line}</p>" for i, line in enumerate(BODY))
    links = "".join(f"<li><a href=/{i}>县里今年要修第{i}所学校</a></li>" for i in range(6))
    return (
        "<title>山里来了新校长</title><div><a href=/>首页</a> <a href=/n>新闻</a></div>"
        f"<div><h1>山里来了新校长</h1>{above}<div class=text>{text}</div>{below}</div>"
        f"<div><h3>相关新闻</h3><ul>{links}</ul></div>"
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['place']}: {case['line']}")
def test_a_line_names_its_writer_and_its_site_and_nobody_else(case):
    found = extract(page(case["place"], case["line"])).found
    for field in ("author", "sitename"):
        if case[field] != "*":
            value = "".join((found[field].value if field in found else "").split())
            assert value in ["".join(each.split()) for each in case[field].split(" or ")]
