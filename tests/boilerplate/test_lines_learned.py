"""Which lines of pages are learned as chrome: of sites without address, glued ones, calls."""

import random
import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from pipeline.boilerplate.cut.watermarks import Matcher, watermark_edits
from pipeline.boilerplate.learn.learned import Learned, from_toml, to_toml
from pipeline.boilerplate.learn.templates import Tally, learn, observe
from pipeline.model.edits import Text
from tests.boilerplate.test_templates import PROSE, page, rules_of
from tests.made import prose
from tests.made.marked_sites import corpus, unnamed
from tests.made.marked_sites import framed as site_frames

FRAME = ("乡土 夜航 书影 茶食", "阅读：12", "进入乡土频道", "渡口在河的那一边", "手机看南屏")


def framed(first: int, last: int, frame: tuple[str, ...] = FRAME) -> list[str]:
    """Pages of a small site with a frame of its own, each with a body that no other has."""
    rng = random.Random(first)
    return [page(*frame[:2], *prose.article(rng), *frame[2:]) for _ in range(first, last)]


def test_pages_without_address_are_known_by_the_lines_they_share():
    rules = [rule for rule in rules_of(*framed(0, 4)) if rule.scope == "beside"]
    assert sorted(rule.pattern for rule in rules) == sorted(map(re.escape, FRAME))
    (text,) = framed(9, 10)
    cut = Text(text)
    cut.apply("marks", watermark_edits(text, Matcher(rules), site=None))
    assert not set(FRAME) & set(cut.now.split("\n"))


def test_pages_in_no_folder_are_one_site_where_most_share_its_lines():
    def of_root(*pages: str) -> list[str]:
        return [rule.pattern for rule in rules_of(*pages) if rule.scope == "site:./"]

    assert re.escape("返回首页") in of_root(*(f"{one}\n返回首页" for one in framed(0, 4)))
    other = ("影评 花木 手艺 闲话", "阅读：12", "进入影评频道", "灯塔在山的那一边", "手机看北屏")
    assert not of_root(*framed(0, 4), *framed(9, 13, other))


def test_a_line_of_one_pseudo_site_stays_on_pages_of_others():
    rules = rules_of(*framed(0, 4), *(page(*PROSE, f"第{n}岸", "返回首页") for n in range(9)))
    text = page(*PROSE, "返回首页", "渡口在河的那一边")
    cut = Text(text)
    cut.apply("marks", watermark_edits(text, Matcher(rules), site=None))
    assert cut.now == page(*PROSE, "渡口在河的那一边")


def test_sites_that_share_a_line_are_not_made_one_by_it():
    other = ("影评 花木 手艺 闲话", "阅读：12", "进入影评频道", "灯塔在山的那一边", "手机看北屏")
    rules = rules_of(*framed(0, 4), *framed(9, 13, other))
    named = [rule for rule in rules if "乡土频道" in rule.pattern]
    assert [rule.evidence.titles for rule in named] == [4]
    assert not any("北屏" in line or "影评" in line for rule in named for line in rule.beside)


def test_a_person_may_promote_a_rule_of_a_pseudo_site_to_hold_everywhere():
    rules = [rule for rule in rules_of(*framed(0, 4)) if "频道" in rule.pattern]
    (rule,) = [rule for rule in rules if rule.scope == "beside"]
    text = page(*PROSE, "进入乡土频道")
    assert not list(watermark_edits(text, Matcher([rule]), site=None))
    assert list(watermark_edits(text, Matcher([replace(rule, status="promoted")]), site=None))


def test_a_file_of_rules_keeps_what_stands_beside_a_line():
    rules = rules_of(*framed(0, 4))
    assert [rule.beside for rule in from_toml(to_toml(rules))] == [rule.beside for rule in rules]


def cleaned(text: str, rules: Iterable[Learned]) -> str:
    done = Text(text)
    done.apply("marks", watermark_edits(text, Matcher(rules), site=None))
    return done.now


NOTICE = "此稿由网友上传，未经许可，严禁转载。"


def test_a_footer_glued_to_the_last_paragraph_is_the_line_that_other_pages_have():
    rules = rules_of(*(page(*prose.article(random.Random(n)), NOTICE) for n in range(3)))
    story = page(*PROSE)
    assert cleaned(story + NOTICE, rules) == story
    assert cleaned(story + NOTICE + "他写道。", rules) == story + NOTICE + "他写道。"


@pytest.mark.parametrize(
    "line", ["責任編輯：何文泉", "本網站所有內容版權所有，未經許可不得轉載。", "掃描二維碼關注我們"]
)
def test_words_of_the_page_are_known_in_traditional(line: str):
    pages = [page(*prose.article(random.Random(n)), line) for n in range(9)]
    rules = rules_of(*pages)
    assert [cleaned(text, rules) for text in pages] == [text[: -len(line) - 1] for text in pages]


def test_pages_that_all_have_it_glued_teach_a_footer():
    texts = ["".join((*prose.article(random.Random(n)), NOTICE)) for n in range(3)]
    rules = rules_of(*texts)
    assert [cleaned(text, rules) for text in texts] == [text[: -len(NOTICE)] for text in texts]


@pytest.mark.parametrize(
    "last",
    ["本裁定为终审裁定，立即生效。", "考生可登录考试网注册，过时不候。", "违者依照版权法处罚。"],
)
def test_what_articles_of_one_kind_end_in_is_no_footer(last: str):
    assert rules_of(*("".join((*prose.article(random.Random(n)), last)) for n in range(9))) == ()


def called(line: str, pages: int) -> list[str]:
    """Pages with a line between their paragraphs."""
    articles = [prose.article(random.Random(n), 6, 9) for n in range(pages)]
    return [page(*article[:3], line, *article[3:]) for article in articles]


def test_a_call_between_paragraphs_goes_where_many_titles_have_it():
    call = "点击上方蓝字关注我们"
    texts = called(call, 5)
    rules = rules_of(*texts)
    assert [cleaned(text, rules) for text in texts] == [
        text.replace(f"{call}\n", "") for text in texts
    ]
    assert rules_of(*called(call, 4)) == ()


@pytest.mark.parametrize(
    "line",
    [
        "热门评论精选",
        "风从河上来，你从桥上来",
        "推荐指数：5",
        "记者：您点击过几次",
        "“扫码关注我们。”",
    ],
)
def test_refrains_headings_and_labels_between_paragraphs_are_no_calls(line: str):
    assert rules_of(*called(line, 30)) == ()


@pytest.mark.parametrize(
    "facts",
    [
        ("法定代表人：何文泉", "注册资本：{0}万元", "注册地址：河东路{0}号"),
        ("口味：偏甜", "推荐指数：{0}"),
        ("地点：河东礼堂", "时间：9月{0}日"),
        ("生产企业：河东药厂", "许可证号：药食健字{0}号"),
        ("附件：{0}年度专题报告.doc",),
        ("主讲分享：何文泉", "报名热线：0531-8169{0}"),
        ("特约评论员：何文泉",),
        ("登录河东人事考试网注册报名，逾期不再受理。", "联系人：何老师", "邮箱：hr@hedong.example"),
        ("（作者系河东大学教授，公众号：河边读史）",),
        ("参考文献", "[1] 何文泉. 渡口的评论[J]. 河东学报, 2019."),
    ],
)
@pytest.mark.parametrize("site", [None, "a.example"])
def test_labels_of_facts_are_no_chrome_however_many_pages_have_them(
    facts: tuple[str, ...], site: str | None
):
    texts = [
        page(*prose.article(random.Random(n)), *(line.format(n + 2) for line in facts))
        for n in range(9)
    ]
    assert rules_of(*texts, site=site) == ()


def test_pseudo_sites_are_the_same_for_any_order_and_split():
    pages = unnamed([*corpus(5, 26), *site_frames(5, 9)])
    seen = [observe(one.text, path=one.path, site=None, title=one.title) for one in pages]
    made = set()
    for seed in range(4):
        random.Random(seed).shuffle(seen)
        parts = [Tally() for _ in range(seed + 1)]
        for n, one in enumerate(seen):
            parts[n % len(parts)].add(one)
        whole = Tally()
        for part in parts:
            whole.merge(part)
        made.add(to_toml(learn(whole)))
    assert len(made) == 1 and 'scope = "beside"' in made.pop()
