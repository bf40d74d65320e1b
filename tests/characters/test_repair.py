"""What repair does to the characters and lines of a text, and what it leaves."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pipeline.characters.repair import repair
from pipeline.model.edits import Text, undo
from tests.made.limits import at_most

CASES = Path(__file__).parents[1] / "cases" / "repair"


def repaired(source: str) -> Text:
    text = Text(source)
    repair(text)
    return text


# ---- cases -------------------------------------------------------------------------------------


def case_files() -> list[Path]:
    return sorted(CASES.glob("*.txt"))


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_a_case_becomes_what_its_file_says(path: Path):
    """A case is text, `=== becomes` text, `=== because` rules; without the last two it stays."""
    given_, _, rest = path.read_text(encoding="utf-8").partition("\n=== becomes\n")
    expected, _, because = rest.partition("\n=== because\n")
    text = repaired(given_.removesuffix("\n"))
    assert text.now == (expected if rest else given_.removesuffix("\n"))
    assert {row.rule for row in text.rows} == set(because.split())


# ---- line breaks and characters that a case file can't show ------------------------------------


def test_a_text_becomes_its_paragraphs_one_a_line():
    source = "\u3000\u3000第一段。 \r\n\r\n\t第二段。\u2029第三段。\x85\n"
    assert repaired(source).now == "第一段。\n第二段。\n第三段。"


def test_every_form_of_a_lost_line_break_is_found():
    source = "他走了。\\r\\n\\u3000\\u3000她来了。\\n\\n门关上了。\\t完"
    assert repaired(source).now == "他走了。\n她来了。\n门关上了。 完"


def test_characters_that_nobody_sees_go():
    source = "\ufeff零\u200b宽\u2060度，软\xad连字，\x07响铃，方\u202e向\u202c。"
    assert repaired(source).now == "零宽度，软连字，响铃，方向。"


def test_a_joiner_inside_an_emoji_or_a_persian_word_stays():
    for source in ("一家人👨‍👩‍👧都来了", "波斯语的 می\u200cخواهم 是我想要"):
        assert repaired(source).now == source


def test_a_number_written_in_letters_nobody_sees_goes():
    hidden = "\ufe01\ufe03\ufe00\U000e0101\U000e0102\u034f"
    assert repaired(f"渡口的{hidden}雾散了。").now == "渡口的雾散了。"


def test_a_selector_that_chooses_the_form_of_its_letter_stays():
    text = "葛\U000e0100城的雾散了\u2764\ufe0f。"
    assert repaired(text).now == text


def test_the_letters_of_a_flag_stay():
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert repaired(f"英格兰队{flag}赢了").now == f"英格兰队{flag}赢了"


def test_a_private_use_character_between_han_stays_and_an_icon_goes():
    assert repaired("这个\ue123字丢了").now == "这个\ue123字丢了"
    assert repaired("\ue621 点击收藏").now == "点击收藏"


def test_punctuation_of_big5_that_was_read_as_gbk_comes_back():
    source = "公司表示\ue4c7情況正常\ue4c9記者問\ue4c7為什麼"
    assert repaired(source).now == "公司表示，情況正常。記者問，為什麼"


def test_one_private_use_character_alone_is_not_taken_for_big5():
    assert repaired("公司表示\ue4c7情況正常").now == "公司表示\ue4c7情況正常"


def test_a_hard_wrapped_text_is_joined_and_its_paragraphs_are_kept():
    paragraph = (
        "河水在春天涨起来以后村里的人都到堤上去看他们带着铁锹和麻袋一直忙到天黑才回家吃饭" * 3
    )
    wrapped = "\n".join(paragraph[i : i + 30] for i in range(0, len(paragraph), 30))
    source = f"\u3000\u3000{wrapped}。\n\u3000\u3000{wrapped}。\n\u3000\u3000{wrapped}。"
    assert repaired(source).now == "\n".join([paragraph + "。"] * 3)


def test_verse_and_lists_of_one_width_stay_as_they_are():
    verse = "\n".join(["春风又绿江南岸，明月何时照我还。"] * 10)
    names = "\n".join(["第一小组负责北区的清洁", "第二小组负责南区的清洁"] * 6)
    assert repaired(verse).now == verse
    assert repaired(names).now == names


def test_ranges_of_a_pattern_stay_as_they_are_written():
    text = (
        "匹配汉字用 [\\u4e00-\\u9fff]，匹配假名用 [\\u3040-\\u30ff]，两者都要就写成"
        " [\\u3040-\\u30ff\\u4e00-\\u9fff]。"
    )
    assert repaired(text).now == text


# ---- properties --------------------------------------------------------------------------------

_PIECES = """
&amp; &lt; &#60; &shy; br & amp; nbsp; &nbsp < > </p> <br/> <b> / \\n \\r \\t \\u4e2d \\u003c \\
n u ? 😀 (xué) (shù) (dá) ？ 。 ， 學 數 達 家 科 中 文 张 三 “ ” : a 1 ( ) ` \ue4c7 \ue123 \u200b
"""
dirt = st.lists(st.sampled_from([*_PIECES.split(), *" \u3000\xa0\n\r\x85\x1b"]), max_size=40).map(
    "".join
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), dirt))
def test_edits_apply_to_any_text_and_can_be_undone(source: str):
    text = repaired(source)
    assert undo(text.now, text.rows) == source


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), dirt))
def test_a_repaired_text_is_paragraphs_without_blanks_around(source: str):
    now = repaired(source).now
    assert all(line and line == line.strip() for line in now.splitlines()) and now == now.strip()
    assert now.splitlines() == (now.split("\n") if now else [])


@settings(max_examples=500, deadline=None)
@example("\\n:\\n")  # no drive of a path
@example("&amp;&shy;ap;")
@example("\\u0100&shy;\\u0100")
@given(st.one_of(st.text(), dirt))
def test_what_is_repaired_needs_no_repair_but_that_of_mojibake(source: str):
    """Mojibake may come to be seen by what went from its middle."""
    again = repaired(repaired(source).now)
    assume(all(row.stage != "repair.mojibake" for row in again.rows))
    assert again.rows == []


def test_an_invisible_character_goes_with_the_escape_behind_it():
    assert repaired(repaired("\\\u200b\\n").now).rows == []


def test_real_texts_need_one_repair_only(shared: Path):
    rows = (shared / "data" / "inews" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    for row in rows[::20]:
        assert repaired(repaired(json.loads(row)["text"]).now).rows == []


def test_edited_news_is_left_alone(shared: Path):
    """Blanks inside words are the only dirt in it: 1 in 1,000 items."""
    rows = (shared / "data" / "xwlb" / "2019.jsonl").read_text(encoding="utf-8").splitlines()
    changed = [
        row.rule
        for item in rows[::10]
        for row in repaired(json.loads(item)["text"].strip()).rows
        if row.rule != "blank-in-word"
    ]
    assert changed == []


@pytest.mark.check
@pytest.mark.parametrize(
    "piece", [*"(（&<\\?　 \t\n中😀", "? ", "a(xué)", "&amp;", "<a ", "\\n", "。?"]
)
def test_time_grows_with_the_length_of_hostile_input(piece: str):
    """A quadratic pass would take minutes for 100,000 of them."""
    source = "起" + piece * 100_000 + "止"
    with at_most(5):
        repaired(source)


def test_a_command_of_tex_is_no_blank_and_a_lost_line_break_still_goes():
    source = "\\title{山谷回声}\n\\textbf{误差}很小。"
    assert repaired(source).now == source
    assert repaired("他走了。\\nhello，他说。").now == "他走了。\nhello，他说。"


def test_the_escapes_of_a_pattern_stay_and_those_of_words_go():
    pattern = "用 [\\u4e00-\\u9fff] 匹配汉字，用 [\\u200b\\ufeff] 匹配看不见的字符。"
    assert repaired(pattern).now == pattern
    assert repaired("标题是\\u4e2d\\u6587新闻。").now == "标题是中文新闻。"


def test_a_space_of_no_width_stays_where_it_parts_words() -> None:
    khmer = "មិន\N{ZERO WIDTH SPACE}អាច"
    page = Text(khmer + "，中\N{ZERO WIDTH SPACE}文")
    repair(page)
    assert page.now == khmer + "，中文"
