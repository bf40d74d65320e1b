"""What a page says twice goes once; what an author says twice stays."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.duplicates.collapse import collapse_edits
from pipeline.model.edits import Text, undo
from tests.made.limits import at_most

CASES = sorted((Path(__file__).parents[1] / "cases" / "collapse").glob("*.txt"))


def collapsed(text: str, title: str | None = None) -> Text:
    page = Text(text)
    page.apply("collapse", collapse_edits(text, title))
    return page


def parts(case: Path) -> tuple[str, str, list[str]]:
    """Input, what it becomes, and the rules that make it so."""
    before, _, rest = case.read_text(encoding="utf-8").rstrip("\n").partition("\n=== becomes\n")
    after, _, because = rest.partition("\n=== because\n")
    return before, after or before, because.split()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_becomes_what_its_file_says(case: Path) -> None:
    before, after, because = parts(case)
    page = collapsed(before)
    assert page.now == after
    assert sorted({row.rule for row in page.rows}) == because


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_collapsed_text_stays_as_it_is(case: Path) -> None:
    once = collapsed(parts(case)[0]).now
    assert collapsed(once).now == once


PIECES = [
    "水渠今年春天修好了，村里的人都去看水",
    "渡口停了",
    "。",
    "，",
    "…",
    "\n",
    " ",
    "展开全文",
    "這",
    "这",
]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=40).map("".join),
    st.integers(1, 3),
    st.sampled_from(["", "\n", "\n评论\n", " "]),
)
def test_edits_fit_any_text_and_can_be_undone(piece: str, times: int, between: str) -> None:
    text = between.join([piece] * times)
    page = collapsed(text, piece[:20])
    assert undo(page.now, page.rows) == text


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.text("甲乙丙丁戊己庚辛壬癸水火木金土，", min_size=20, max_size=60),
        min_size=4,
        max_size=12,
    ),
    st.sampled_from(["\n", "", "\n评论\n下载客户端\n"]),
)
def test_no_empty_line_and_no_blank_at_an_end_is_left(lines: list[str], between: str) -> None:
    body = "\n".join(line + "。" for line in lines)
    now = collapsed(body + between + body).now
    assert all(line and line == line.strip() for line in now.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["同一行字在这里写了很多遍，谁也不知道为什么。"] * 100_000),
        "a" * 1_000_000,
        "\n".join(f"第{i}行" for i in range(50_000)),
        "。" * 300_000,
        "展开全文…\n" * 50_000,
    ],
    ids=["equal lines", "one letter", "short lines", "full stops", "read on"],
)
def test_hostile_pages_cost_no_more_than_a_few_seconds(text: str) -> None:
    with at_most(5):
        assert list(collapse_edits(text)) == []


@pytest.mark.check
def test_a_usual_article_is_answered_without_datasketch() -> None:
    script = (
        "import sys; from pipeline.duplicates.collapse import collapse_edits as edits;"
        "text = '\\n'.join(f'第{i}座桥今年修好了，人都来看，{i}点才散。' for i in range(60));"
        "assert not list(edits(text)); assert 'datasketch' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


@pytest.mark.check
def test_a_long_page_twice_is_collapsed_in_linear_time() -> None:
    story = "\n".join(
        f"第{i}天，测量队沿着河岸走了{i * 7 % 31}里，在{i * 13 % 97}号桩旁记下水位和风向。"
        for i in range(4_000)
    )
    with at_most(20):
        assert collapsed(f"{story}\n评论\n{story}").now == story


def test_a_known_title_is_an_echo_however_short() -> None:
    body = "\n".join(
        f"渡口在柳树湾，第{i}次大水以后，村里的人又把石阶一级一级砌了起来，砌得比从前还高。"
        for i in range(4)
    )
    head = "渡口\n记者 沈禾\n渡口\n"
    assert collapsed(head + body, "渡口").now == "记者 沈禾\n渡口\n" + body
    assert collapsed(head + body).now == head + body


def test_the_doubled_sample_comes_out_once() -> None:
    sample = _shared("seeds/raw/004_d14c9d148bddc466.txt").read_text(encoding="utf-8")
    text = "\n".join(line.strip() for line in sample.split("\n") if line.strip())
    page = collapsed(text)
    assert {row.rule for row in page.rows} == {"between-copies", "repeated-body", "title-echo"}
    before, after = Counter(text.split("\n")), Counter(page.now.split("\n"))
    twice = [line for line, times in before.items() if times > 1]
    assert len(twice) > 40 and [line for line in twice if after[line] != 1] == []
    assert collapsed(page.now).now == page.now


def test_clean_news_stays_as_it_is() -> None:
    items = _shared("data/xwlb/2019.jsonl").read_text(encoding="utf-8").splitlines()[::10]
    texts = [json.loads(item)["text"] for item in items]
    assert [text for text in texts if list(collapse_edits(text))] == []


def _shared(name: str) -> Path:
    """A file of the shared material, which is not ours to commit."""
    root = Path(__file__).parents[2]
    file = Path(os.environ.get("ARTICLE_PIPELINE_SHARED", root.parent / "shared")) / name
    if not file.exists():
        pytest.skip(f"{name} is not there: set ARTICLE_PIPELINE_SHARED")
    return file
