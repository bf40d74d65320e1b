"""Script conversion is OpenCC's, only faster, and 著 is put right."""

import random
from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from pipeline.characters.convert import SCRIPTS, edits, script_of
from pipeline.model.edits import Text


@cache
def opencc(name):
    return OpenCC(name)


def converted(text, script="simplified"):
    page = Text(text)
    page.apply("convert", edits(text, script))
    return page.now


def entries(*names):
    for name in names:
        for line in (files("opencc") / "dictionary" / name).read_text("utf-8").splitlines():
            yield from line.replace("\t", " ").split()


# Makes what stands behind it Traditional, in which OpenCC is right.
TRADITIONAL = "這個頭髮，時間經過，說來話長。" * 4 + "\n"
PHRASES = list(entries("TSPhrases.txt"))


def test_every_dictionary_entry_converts_as_opencc_does():
    names = ("TSCharacters.txt", "TSPhrases.txt", "HKVariantsRevPhrases.txt")
    plain = [TRADITIONAL + entry for entry in entries(*names) if "著" not in entry]
    assert [e for e in plain if converted(e) != opencc("t2s").convert(e)] == []


@given(st.lists(st.sampled_from([*PHRASES, "的", "，", "\n", "a"]), max_size=8), st.randoms())
def test_overlapping_phrases_are_taken_in_the_order_in_which_opencc_takes_them(parts, rng):
    text = TRADITIONAL + "".join(part[rng.randrange(len(part)) :] for part in parts)
    assert converted(text) == opencc("t2s").convert(text)


@pytest.mark.parametrize(
    "text",
    ["高军乾任乾安县县长。", "多重覆盖的场馆。", "宫商角徵羽，在音为徵。", "极繁夥，而位置不乱。"],
)
def test_characters_that_simplified_writing_has_stay_in_it(text: str):
    assert converted(text) == text


def test_in_traditional_writing_they_are_converted():
    assert converted("頭髮乾了，藉此機會夥同舊友。") == "头发干了，借此机会伙同旧友。"


def test_the_other_scripts_are_those_of_opencc():
    rng = random.Random(4)
    phrases = list(entries("STPhrases.txt"))
    names = {"traditional": "s2t", "taiwan": "s2tw", "hongkong": "s2hk"}
    for script, name in names.items():
        for _ in range(60):
            text = "这头发" + "".join(rng.choice(phrases)[rng.randrange(2) :] for _ in range(5))
            if script_of(text) != "traditional":
                assert converted(text, script) == opencc(name).convert(text)


@given(st.text(alphabet="乾隆藉覆著於後頭髮说著话看名作 \n，aあ"), st.sampled_from(SCRIPTS))
def test_the_length_of_a_text_never_changes(text, script):
    page = Text(text)
    page.apply("convert", edits(text, script))
    assert len(page.now) == len(text)
    assert all(len(row.old) == len(row.new) for row in page.rows)


@given(st.text(alphabet="乾隆藉覆著於後頭髮說話看著名作用有的，\n"))
def test_converting_twice_changes_nothing(text):
    once = converted(text)
    assert converted(once) == once


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("他扣動著扳機，看著遠處。", "他扣动着扳机，看着远处。"),
        ("這意味著後來的事，也影響著現在。", "这意味着后来的事，也影响着现在。"),
        ("這部著名的著作顯著影響後世。", "这部著名的著作显著影响后世。"),
        ("專著、名著、原著與譯著，編著者是誰？", "专著、名著、原著与译著，编著者是谁？"),
        ("惡名昭著，成績卓著，當地土著。", "恶名昭著，成绩卓著，当地土著。"),
        ("水在這裡起著作用。", "水在这里起着作用。"),
        ("他著有《論語講義》，也看著書。", "他著有《论语讲义》，也看着书。"),
        ("藉著這個機會", "借着这个机会"),
        ("著手處理這個問題，不要著急。", "着手处理这个问题，不要着急。"),
        ("（吳敬梓著，一九五八年）", "（吴敬梓著，一九五八年）"),
        ("吳敬梓著的小說", "吴敬梓著的小说"),
    ],
)
def test_a_traditional_zhu_becomes_zhe_where_it_is_one(traditional, simplified):
    assert converted(traditional) == simplified


@pytest.mark.parametrize(
    "text",
    [
        "成效显著，著名学者的著作。",
        "余华著，作家出版社",
        "他执著于这个问题",
        "这个人名叫王著德，是书法家",
    ],
)
def test_a_simplified_zhu_stays(text):
    assert list(edits(text)) == []


def test_a_simplified_page_that_another_tool_left_at_zhu_is_put_right():
    assert converted("这意味著它们还在，他沿著河走。") == "这意味着它们还在，他沿着河走。"


def test_a_traditional_name_in_a_simplified_page_is_converted_as_opencc_would():
    (edit,) = edits("这个问题，陳先生说过。")
    assert (edit.start, edit.end, edit.new, edit.rule) == (5, 6, "陈", "t2s")


def test_a_line_that_changes_all_over_is_one_row_and_a_line_apart_its_own():
    text = "開發軟體的團隊說話\n這裡沒有\n没有\n只有一個"
    found = [text[e.start : e.end] for e in edits(text)]
    assert found == ["開發軟體的團隊說話", "這裡沒", "個"]


def test_japanese_is_left_alone():
    assert list(edits("彼は図書館で歴史の本を読んでいる。東京の空氣は綺麗だ。")) == []


def test_punctuation_width_and_digits_stay():
    assert list(edits("「２０２３年」，ＡＢＣ…Ｘ!?")) == []


def test_an_unknown_script_is_refused_by_name():
    with pytest.raises(ValueError, match="klingon"):
        list(edits("話", script="klingon"))


def test_keep_keeps_everything():
    assert list(edits("這個頭髮", script="keep")) == []


def test_scripts_are_told_apart_by_characters_that_only_one_has():
    assert script_of("後來的頭髮與歷史") == "traditional"
    assert script_of("后来的头发与历史") == "simplified"
    assert script_of("后来的头发，後來的頭髮") == "mixed"
    assert script_of("") is None
