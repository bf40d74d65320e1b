"""Chat logs and threads keep the lines that say who speaks."""

import pytest

from pipeline.api import clean_text
from pipeline.characters.speakers import speakers

WORDS = [
    "今晚的球赛你看了吗？",
    "看了，最后一分钟真是太精彩了。",
    "可惜门将没有扑到那个点球。",
    "下周还有一场，我们一起去现场看吧。",
    "好，票我来买。",
]
NAMES = ["老周", "阿强", "老周", "小李", "阿强"]
HEADS = [
    "20:1{0}:02 {1}(12345678)",
    "{1} 2023-04-01 10:1{0}:33",
    "{0}楼 作者：{1} 时间：2022-06-01 09:0{0}",
    "{1}  2021/3/5 下午 8:1{0}",
]


def talk(head: str, names: list[str] = NAMES) -> str:
    pairs = enumerate(zip(names, WORDS, strict=True), 1)
    return "\n\n".join(f"{head.format(i, name)}\n{words}" for i, (name, words) in pairs)


@pytest.mark.parametrize("head", HEADS)
def test_who_speaks_is_kept_in_a_log_that_is_talk_throughout(head: str) -> None:
    lines = [line for line in talk(head).split("\n") if line]
    article = clean_text(talk(head))
    assert article.text.split("\n") == lines
    assert article.author is None


def test_comments_below_an_article_are_no_talk() -> None:
    story = "\n\n".join(f"　　{text}他走到河边，坐了很久，天黑才回家。" for text in WORDS)
    names = ["老周", "阿强", "小李", "老王", "花匠"]
    page = f"河边\n\n{story}\n\n网友评论\n\n{talk(HEADS[1], names)}"
    assert not list(speakers(page))


@pytest.mark.parametrize("turn", ["[10:0{}] {}: ", "2020/3/1 上午10:0{} - {}：", "{}:41 {}\n"])
def test_a_talk_of_three_turns_keeps_who_speaks(turn: str) -> None:
    said = zip("周李周", ("船什么时候开？", "等人齐了就开。", "好，那我等。"), strict=True)
    talk = "\n".join(turn.format(i, f"老{name}") + words for i, (name, words) in enumerate(said))
    assert clean_text(talk).text == talk
