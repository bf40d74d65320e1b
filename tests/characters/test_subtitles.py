"""Subtitles are read as their words; what only looks like them stays."""

import pytest

from pipeline.api import clean_text
from pipeline.characters.repair import repair
from pipeline.model.edits import Text

WORDS = ["天刚蒙蒙亮，他就出了门。", "你等等我！", "昨夜北门那边又响了一阵梆子", "我听见了。"]


def repaired(text: str) -> Text:
    page = Text(text)
    repair(page)
    return page


def srt() -> str:
    return "\n".join(
        f"{i}\n00:00:{i:02},120 --> 00:00:{i + 1:02},900\n{said}\n"
        for i, said in enumerate(WORDS, 1)
    )


def vtt() -> str:
    cues = [
        f"00:{i:02}.120 --> 00:{i:02}.900 align:start\n{said}\n" for i, said in enumerate(WORDS)
    ]
    return "WEBVTT\nKind: captions\nLanguage: zh\n\nNOTE 校对：小李\n\n" + "\n".join(cues)


def ass() -> str:
    head = (
        "[Script Info]\nTitle: x\nScriptType: v4.00+\nPlayResX: 384\n\n[V4+ Styles]\n"
        "Format: Name, Fontname\nStyle: Default,Arial\n\n[Events]\nFormat: Layer, Start, End\n"
    )
    line = "Dialogue: 0,0:00:0{}.00,0:00:09.00,Default,,0,0,0,,{{\\an8}}{}"
    return head + "\n".join(line.format(i, said) for i, said in enumerate(WORDS))


def lrc() -> str:
    head = "[ti:北门]\n[ar:某某]\n[by:某]\n"
    return head + "\n".join(f"[00:{i:02}.50]{said}" for i, said in enumerate(WORDS))


@pytest.mark.parametrize("page", [srt(), vtt(), ass(), lrc(), srt().replace("\n", "\r\n")])
def test_the_words_of_subtitles_are_the_text(page: str) -> None:
    made = repaired(page)
    assert made.now == "\n".join(WORDS)
    assert "subtitle-cues" in {row.rule for row in made.rows}


def test_a_break_in_a_line_of_ass_is_one() -> None:
    page = ass().replace("你等等我！", "你等等我！\\N我就来。")
    assert repaired(page).now == "\n".join(WORDS).replace("我！", "我！\n我就来。")


@pytest.mark.parametrize(
    "text",
    [
        "字幕文件里一条是这样写的：\n00:00:01,000 --> 00:00:02,000\n你好。\n下面说明怎样改。",
        "[10:21] 小李: 到了吗？\n[10:22] 小王: 还没有，堵车。\n[10:25] 小李: 不急。",
        "2021-03-01 10:21:05 小李\n到了吗？\n2021-03-01 10:22:11 小王\n还没有，堵车。",
        "小李：到了吗？\n小王：还没有。\n小李：不急。",
        "一月 --> 二月\n甲 --> 乙\n丙 --> 丁",
    ],
)
def test_chats_and_examples_stay(text: str) -> None:
    assert repaired(text).now == text


def test_the_times_of_a_transcript_stay():
    """`[00:01:10]` is an hour, minutes and seconds; LRC with colons counts hundredths."""
    transcript = "\n".join(f"[00:0{i}:10] {said}" for i, said in enumerate(WORDS))
    assert repaired(transcript).now == transcript
    sung = "\n".join(f"[00:0{i}:75]{said}" for i, said in enumerate(WORDS))
    assert repaired(sung).now == "\n".join(WORDS)


def test_who_speaks_in_a_file_of_subtitles_stays() -> None:
    cue = "00:0{}.000 --> 00:0{}.500\n<v{} 老{}>你好。</v>\n\n"
    vtt = "WEBVTT\n\n" + "".join(
        cue.format(i, i, ".loud" * (i % 2), "周李"[i % 2]) for i in range(3)
    )
    assert clean_text(vtt).text == "老周：你好。\n老李：你好。\n老周：你好。"
    line = "Dialogue: 0,0:00:0{}.00,0:00:0{}.50,Default,{},0,0,0,,你好{}。\n"
    ass = "[Events]\n" + "".join(line.format(i, i, "老周" * (i % 2), i) for i in range(3))
    assert clean_text(ass).text == "你好0。\n老周：你好1。\n你好2。"


def test_a_text_about_subtitles_keeps_its_example() -> None:
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},500\n你好。\n"
    page = f"字幕由序号、时间和文字组成，例如：\n{''.join(map(cue.format, '123'))}序号从一开始。"
    assert "00:00:02,000 --> 00:00:02,500" in clean_text(page).text
