"""Script conversion is OpenCC's, only faster, and 著 is put right."""

import json
import random
from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from pipeline.characters import convert, kept_letters
from pipeline.characters import opencc as opencc_tables
from pipeline.characters.convert import SCRIPTS, convert_edits, script_of
from pipeline.model.edits import Text


@cache
def opencc(name):
    return OpenCC(name)


def converted(text, script="simplified"):
    page = Text(text)
    page.apply("convert", convert_edits(text, script))
    return page.now


def entries(*names):
    for name in names:
        for line in (files("opencc") / "dictionary" / name).read_text("utf-8").splitlines():
            yield from line.replace("\t", " ").split()


def simplified_by_tables(text):
    """Slowly what the tables say: the longest phrase first, leftmost of equally long ones."""
    found = [convert.single_letters("t2s").get(char, char) for char in text]
    taken = set()
    places = [
        (-len(phrase), start, new)
        for phrase, new in PHRASES.items()
        for start in range(len(text))
        if text.startswith(phrase, start)
    ]
    for size, start, new in sorted(places):
        span = range(start, start - size)
        if taken.isdisjoint(span):
            taken.update(span)
            found[start : start - size] = new
    return "".join(found)


# Makes what stands behind it Traditional, in which OpenCC is right.
TRADITIONAL = "這個頭髮，時間經過，說來話長。" * 4 + "\n"
PHRASES = {
    old: "".join(to if to.encode("gbk", "ignore") else of for of, to in zip(old, new, strict=True))
    for old, new in opencc_tables.dictionary("TSPhrases").items()
}


def test_every_letter_and_phrase_of_the_tables_converts_as_they_say():
    letters = opencc_tables.dictionary("TSCharacters")
    wrong = [
        old
        for old, new in letters.items()
        if new.encode("gbk", "ignore")
        and old not in "著衹"  # read as 着, and in Taiwan as 只
        and converted(TRADITIONAL + old)[len(TRADITIONAL) :] != new
    ]
    assert wrong == []
    plain = {old: new for old, new in PHRASES.items() if "著" not in old}
    wrong = [old for old, new in plain.items() if converted(TRADITIONAL + old)[-len(old) :] != new]
    assert wrong == []


def test_nothing_becomes_a_letter_that_gbk_lacks():
    text = TRADITIONAL + "".join(opencc_tables.dictionary("TSCharacters"))
    assert [new for old, new in zip(text, converted(text), strict=True) if old != new] == [
        new
        for old, new in zip(text, converted(text), strict=True)
        if old != new and new.encode("gbk", "ignore")
    ]


@given(st.lists(st.sampled_from([*PHRASES, "的", "，", "\n", "a"]), max_size=6), st.randoms())
def test_overlapping_phrases_are_taken_longest_first(parts, rng):
    text = TRADITIONAL + "".join(part[rng.randrange(len(part)) :] for part in parts)
    if "著" not in text:
        assert converted(text).translate(NAMED) == simplified_by_tables(text).translate(NAMED)


# What stays in names; a surname may come to stand before it here.
NAMED = {
    ord(old): opencc_tables.dictionary("TSCharacters").get(old, old)
    for old in kept_letters.variants()
} | {ord("乾"): "干"}


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("清初的徐乾學，當代的王汎森。", "清初的徐乾学，当代的王汎森。"),
        ("餅乾叫作乾糧，晾乾的辣椒掛在屋簷下。", "饼干叫作干粮，晾干的辣椒挂在屋檐下。"),
        ("薛應旂編過一部書，書裡說的旂是一種旗幟。", "薛应旂编过一部书，书里说的旂是一种旗帜。"),
        ("名字裡保留了「乾」字，乾隆皇帝喜歡題字。", "名字里保留了「乾」字，乾隆皇帝喜欢题字。"),
        ("衞生與痺症，籐椅，啣着煙，敍述粧容。", "卫生与痹症，藤椅，衔着烟，叙述妆容。"),
        ("擡頭看見糭子，衹有這些。", "抬头看见粽子，只有这些。"),
        ("瞭望塔上瞭解全城，他藉口頭痛，慰藉自己。", "瞭望塔上了解全城，他借口头痛，慰藉自己。"),
    ],
)  # fmt: skip
def test_words_and_names_of_a_traditional_page(traditional, simplified):
    assert converted(traditional) == simplified


@pytest.mark.parametrize(
    "text",
    [
        "短道速滑名将王濛说，这次比赛她很满意。",
        "革命家杨闇公的故居在重庆，每天都有人来参观。",
        "春天抽薹的菜薹最嫩，炒着吃好。",
        "演员张钧甯与小骏億一起来了。",
        "老党员李崑都会和老伴儿携手来，秦蘋也在。",
        "凯基证券的郭明錤称，这款手机会在九月发布。",
        "据说「乾」字在这里读作前。",
        "二噁英是一种污染物，嗰个人不知道。",
    ],
)
def test_letters_of_names_stay_on_a_simplified_page(text):
    assert list(convert_edits(text)) == []


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("计入受害人的损害賠偿总额。以上事实成立。", "计入受害人的损害赔偿总额。以上事实成立。"),
        ("家具、电器等都烧毀，一共两间。", "家具、电器等都烧毁，一共两间。"),
        ("网友说：這個頭髮真好看。后来大家都说对。", "网友说：这个头发真好看。后来大家都说对。"),
    ],
)
def test_words_and_passages_in_traditional_become_simplified_on_such_a_page(text, new):
    assert converted(text) == new


def test_clean_articles_in_simplified_stay(shared):
    pages = (shared / "data/inews/dev.jsonl").read_text("utf-8").splitlines()[::8]
    texts = [json.loads(page)["text"] for page in pages]
    kept = [text for text in texts if script_of(text) == "simplified"]
    # Some pages have a slip of the pen in Traditional; a name in them is no slip.
    assert sum(bool(list(convert_edits(text))) for text in kept) <= 0.02 * len(kept)


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
    page.apply("convert", convert_edits(text, script))
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
        ("乙醯胺遇熱，海面泛著光。", "乙酰胺遇热，海面泛着光。"),
        ("他配合著鼓點，兩人合著的書裡混合著花香。", "他配合着鼓点，两人合著的书里混合着花香。"),
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
    assert list(convert_edits(text)) == []


def test_a_simplified_page_that_another_tool_left_at_zhu_is_put_right():
    assert converted("这意味著它们还在，他沿著河走。") == "这意味着它们还在，他沿着河走。"


def test_a_traditional_name_in_a_simplified_page_is_converted_as_opencc_would():
    (edit,) = convert_edits("这个问题，陳先生说过。")
    assert (edit.start, edit.end, edit.new, edit.rule) == (5, 6, "陈", "t2s")


def test_a_line_that_changes_all_over_is_one_row_and_a_line_apart_its_own():
    text = "開發軟體的團隊說話\n這裡沒有\n没有\n只有一個"
    found = [text[e.start : e.end] for e in convert_edits(text)]
    assert found == ["開發軟體的團隊說話", "這裡沒", "個"]


def test_japanese_is_left_alone():
    assert list(convert_edits("彼は図書館で歴史の本を読んでいる。東京の空氣は綺麗だ。")) == []


def test_punctuation_width_and_digits_stay():
    assert list(convert_edits("「２０２３年」，ＡＢＣ…Ｘ!?")) == []


def test_an_unknown_script_is_refused_by_name():
    with pytest.raises(ValueError, match="klingon"):
        list(convert_edits("話", script="klingon"))


def test_keep_keeps_everything():
    assert list(convert_edits("這個頭髮", script="keep")) == []


def test_scripts_are_told_apart_by_characters_that_only_one_has():
    assert script_of("後來的頭髮與歷史") == "traditional"
    assert script_of("后来的头发与历史") == "simplified"
    assert script_of("后来的头发，後來的頭髮") == "mixed"
    assert script_of("") is None


def test_a_kept_letter_stays_where_a_page_has_zhe() -> None:
    page = Text("這個頭髮，時間經過，說來話長。王汎森看著書，徐乾學笑著，頭髮乾了，藉著酒意。")
    page.apply("convert", convert_edits(page.now))
    assert page.now.endswith("王汎森看着书，徐乾学笑着，头发干了，借着酒意。")


@pytest.mark.parametrize(
    "text",
    [
        "他最喜欢的一本书是《無限的我》，读了三遍。",
        "转发自@童話終究是童話：我们都一样。",
        "有人写道“これは麦芽、成長開花”，这句话没有翻译。",
    ],
)
def test_a_simplified_page_keeps_the_names_of_works_accounts_and_japanese(text: str) -> None:
    assert converted(text * 2) == text * 2


def test_a_simplified_page_gives_up_a_letter_no_simplified_text_writes() -> None:
    assert (
        converted("由乙方承担民事賠偿责任，甲方不再承担。")
        == "由乙方承担民事赔偿责任，甲方不再承担。"
    )
