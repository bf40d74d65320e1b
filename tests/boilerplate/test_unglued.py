"""Pages that lost their line breaks get them back at their frame, and nowhere else."""

import random

import pytest

from pipeline import clean_text
from pipeline.boilerplate.cut.unglued import unglued_edits
from tests.made import prose

TITLE = "渡口的钟停在了立冬那天"
BODY = "".join(prose.article(random.Random(3), 12, 12))

HEADS = (
    f"北岸网首页新闻视频图片您的位置：北岸网>要闻>{TITLE}{TITLE}2020-01-02 10:20 "
    "作者：王小明 12人阅读【大 中 小】",
    f"首页/国内/正文{TITLE}原创2020-01-02 10:20·北岸见闻关注",
    f"北岸网 首页 新闻 视频 当前位置：首页 > 要闻 {TITLE} 发布时间：2020-01-02 阅读次数：342 ",
    f"首页 要闻 生活 {TITLE} {TITLE} 来源：北岸周刊 时间：2020年1月2日 浏览：18次 ",
)
FEET = (
    "上一篇：没有了下一篇：一枚纽扣的旅行责任编辑：admin【收藏】【打印】"
    "Copyright 2009-2018 北岸网 版权所有",
    "举报评论 17收藏分享微信新浪微博QQ空间复制链接请先登录 后发表评论~热门视频换一换相关推荐",
    " 附件：没有 【我要打印】 【关闭】 相关新闻 友情链接 主管单位：北岸县文化馆 技术支持：某某软件",
)


@pytest.mark.parametrize("foot", FEET, ids=range(len(FEET)))
@pytest.mark.parametrize("head", HEADS, ids=range(len(HEADS)))
def test_a_glued_page_is_cleaned_as_one_with_line_breaks(head: str, foot: str):
    done = clean_text(head + BODY + foot)
    assert done.text == BODY
    assert (done.title, (done.date or "")[:10]) == (TITLE, "2020-01-02")


HONEST = (
    BODY,
    f"{TITLE}\n{BODY}",
    f"{TITLE}。{BODY}来源：北岸周刊编辑：王小明审核：李红长按二维码关注我们",
    f"{BODY}扫码支付时要确认是否店家的二维码，避免扫描假冒的二维码。扫码前，可以用手机检测它的安全性。",
    f"他说：“{TITLE}。”{TITLE}，谁也没有想到。2020年1月2日，雨停了。{BODY}",
    f"<div-->{BODY}省消协发布2015年上半年消费投诉分析。",
)


@pytest.mark.parametrize("text", HONEST, ids=range(len(HONEST)))
def test_an_article_on_one_line_stays_on_one(text: str):
    assert not list(unglued_edits(text))


@pytest.mark.parametrize("gap", ("  ", " "))
def test_blanks_part_a_page_on_one_line(gap: str) -> None:
    body = "他走了很远的路，直到天黑才看见渡口的灯。灯下没有人，船也没有。" * 6
    head = ("知渔网 首页 资讯 论坛 登录", "渡口的灯又亮了", "2022-08-11", "作者：王小明 阅读 213")
    foot = ("有用(213) 没用(4)", "相关问题 猜你喜欢 换一批", "客服热线 意见反馈 版权所有")
    cleaned = clean_text(gap.join((*head, body, *foot)))
    assert (cleaned.title, cleaned.text) == ("渡口的灯又亮了", body)


def test_blanks_within_a_text_part_nothing() -> None:
    page = "上 集　他走了很远的路。 下 集　他没有回头。 " * 12
    assert not [*unglued_edits(page)]


def test_what_stands_between_blanks_again_and_again_parts_nothing() -> None:
    told = ("他走了很远的路，直到天黑才看见渡口的灯。" * 3, "灯下没有人，船也没有。" * 5)
    mark = "本文来自白桦林论坛"
    assert not [*unglued_edits(f" {mark} ".join(told * 3) + f" {mark}")]


def test_a_head_on_one_line_is_parted_by_its_wide_blanks() -> None:
    body = "他走了很远的路，直到天黑才看见渡口的灯。\n" * 8
    head = "北岸周报　第203期　2019年4月6日　版面导航　往期回顾　返回目录　放大+　渡口的灯又亮了\n"
    cleaned = clean_text(head + body.rstrip("\n"))
    assert cleaned.date == "2019-04-06"
    assert cleaned.text.removeprefix("渡口的灯又亮了\n") == body.rstrip("\n")
