"""Runs of letters and signs foreign to prose: marks where words go on around them, else not."""

from pipeline.boilerplate.learn.foreign_runs import foreign_runs
from tests.boilerplate.test_templates import PROSE

WORDS = ("摆渡", "集市", "以后", "木板", "时候", "孩子")


def keys(lines: list[str]) -> list[str]:
    return [item.key for item in foreign_runs(lines)]


def cutting(*marks: str) -> list[str]:
    """The prose with a mark in the middle of a word of each line."""
    return [
        line.replace(word, word[0] + marks[i % len(marks)] + word[1], 1)
        for i, (line, word) in enumerate(zip(PROSE, WORDS, strict=True))
    ]


def ending(*marks: str) -> list[str]:
    return [line + marks[i % len(marks)] for i, line in enumerate(PROSE)]


def test_what_cuts_words_in_two_is_a_mark():
    assert keys(cutting("〈读者43·115.120.*.213〉")) == [r"〈读者43·115\.120\.\*\.213〉"]
    assert keys(cutting("ꓗꓮꓠ.ꓚꓳꓟ")) == [r"ꓗꓮꓠ\.ꓚꓳꓟ"]


# A word of each line, to be cut in two; the pairs are ones that news has.
PARTED = ("清晨", "渡口", "老人", "集市", "以后", "木板", "时候", "孩子")


def parting(mark: str) -> list[str]:
    """The prose twice, each line with a mark in the middle of a word."""
    lines = [*PROSE, *(line.replace("，", "，后来", 1) for line in PROSE)]
    made = []
    for line in lines:
        word = next((word for word in PARTED if word in line), "")
        made.append(line.replace(word, word[0] + mark + word[1], 1) if word else line)
    return made


def test_words_of_today_that_part_words_of_many_lines_are_a_mark():
    assert keys(parting("来自渔火阅览")) == ["来自渔火阅览"]
    assert keys(parting("Yuhuo")) == ["(?<![0-9A-Za-z])Yuhuo(?![0-9A-Za-z])"]


def test_words_of_today_between_words_are_no_mark():
    assert keys([line.replace("，", "，渔火阅览的人说，") for line in PROSE * 2]) == []
    assert keys([line.replace("的", "的大模型", 1) for line in PROSE * 2]) == []


def test_signs_of_private_use_within_words_are_a_mark_each():
    marks = ("\uf06c", "\uf0b7", "\ue003")
    assert keys(cutting(*marks)) == ["[\ue003\uf06c\uf0b7]{1,1}"]


def test_a_clause_that_speaks_of_the_page_and_ends_its_lines_is_a_mark():
    made = [line[:-1] + "，渔火网友请提示：长时间阅读请休息。" for line in PROSE]
    assert keys(made) == ["，渔火网友请提示：长时间阅读请休息"]
    assert keys([line[:-1] + "，他们说得慢，像从前一样走。" for line in PROSE]) == []


def test_a_name_laced_with_other_signs_each_time_is_one():
    (key,) = keys(ending("△蓝△鲸『号|", "↓蓝↑鲸＠号】"))
    assert key.startswith("[") and key.endswith(r"(?![^\n])")


def test_letters_of_scripts_that_no_author_mixes_in_are_a_mark_behind_stops():
    assert keys(ending("𠷪𠳴𤧖", "𧑐𨴔")) == [r"(?=[^\n]{0,3}{strange:1}){strange:2,3}(?![^\n])"]


def test_words_between_words_are_no_mark():
    assert keys([line.replace("，", "，用Kafka®的人说，") for line in PROSE]) == []
    assert keys([line.replace("的", "的ベータ版本", 1) for line in PROSE]) == []


def test_glosses_of_words_are_no_mark():
    glosses = ("（bǎi）", "（jí）", "（yǐ）", "（mù）", "（shí）", "（hái）")
    lines = [
        line.replace(word, word[0] + gloss + word[1], 1)
        for line, word, gloss in zip(PROSE, WORDS, glosses, strict=True)
    ]
    assert keys(lines) == []


def test_numbers_of_items_and_of_notes_are_no_mark():
    assert keys([f"{sign}{line}" for sign, line in zip("①②③④⑤⑥", PROSE, strict=True)]) == []
    assert keys([f"{line}［{number}］" for number, line in enumerate(PROSE)]) == []


def test_an_account_is_one_however_it_is_spaced_and_led_in():
    marks = ("✚威❤「xik1424」领后续", "➕薇芯「x·i·k·1·4·2·4」有惊喜", "十Ⅴ❤「xˊiˊkˊ1ˊ4ˊ2ˊ4」")
    lines = [line for pair in zip(PROSE, marks, strict=False) for line in pair]
    assert [item.lines for item in foreign_runs(lines)] == [3]


def test_a_box_of_words_is_none_behind_stops():
    assert keys(ending("（裙子一百二十条）", "（扣子三十颗）")) == []
