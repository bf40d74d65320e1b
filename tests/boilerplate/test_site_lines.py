"""A site's own lines, anywhere on its pages; what a genre repeats on a dirty site stays."""

import random
from collections.abc import Sequence

import pytest

from pipeline import stages
from pipeline.boilerplate.cut.watermarks import Matcher, watermark_edits
from pipeline.boilerplate.learn.counts import Item, Observation
from pipeline.boilerplate.learn.lines_seen import zone_lines
from pipeline.boilerplate.learn.templates import Tally, learn
from pipeline.boilerplate.shapes import Own
from pipeline.model.article import Record
from tests.made import prose

HEAD = ("南屏茶话 > 闲谈 > 正文", "全部 热门 资讯 发表新帖")
FOOT = ("点赞 {n} 收藏 转发 评论 {n}", "查看更多回复({n})", "意见反馈 | 用户协议 | 客户端下载")


def pages(
    many: int, *amid: str, above: Sequence[str] = (), below: Sequence[str] = ()
) -> dict[str, str]:
    """Pages of one site with these lines between, above and below the paragraphs of each."""
    made = {}
    for n in range(many):
        rng = random.Random(n)
        body = prose.article(rng, 9, 9)
        for place, line in enumerate(amid, 1):
            body.insert(3 * place - 1, line.format(n=n + 20))
        made[f"茶话/{n}.txt"] = "\n".join(
            (*HEAD, f"第{n}个清晨的渡口", *above, *body, *below, *FOOT)
        ).replace("{n}", str(n + 20))
    return made


def left(made: dict[str, str]) -> list[str]:
    """What stays of each page."""
    drafts = [stages.prepare(Record(path, text.encode())) for path, text in made.items()]
    tally = Tally()
    for draft in drafts:
        tally.add(stages.observed(draft))
    known = Matcher(learn(tally))
    return [
        stages.finish(one, watermark_edits(one.text, known, site=one.home), "keep").text
        for one in drafts
    ]


AMID = (
    ("点我领取南屏茶话周年红包>>",),
    ("【茶话商城】春茶限时直降{n}元，点击抢购",),
    ("还剩{n}%未读，下滑继续",),
    ("~~~ 我是分割线，喝口水再看 ~~~", "查看大图 1/{n}"),
    ("▼ 后台回复“{n}”，获取本期延伸书单",),
    ("#你好生活 话题正在热议，{n}人参与",),
    ("—— 第{n}页 / 共2页 NP{n}00 ——",),
)


@pytest.mark.parametrize("many", [2, 3, 12])
@pytest.mark.parametrize("amid", AMID, ids=lambda amid: amid[0][:6])
def test_a_sites_line_amid_its_articles_goes(amid: tuple[str, ...], many: int):
    assert left(pages(many, *amid)) == left(pages(many))


def test_a_line_of_one_page_alone_stays():
    assert "渡口的灯又换了一盏" in left(pages(1, "渡口的灯又换了一盏"))[0]


@pytest.mark.parametrize("many", [2, 3, 12])
def test_a_plain_line_of_the_frame_goes_with_it(many: int):
    made = pages(
        many, below=("本文著作权归茶客所有，转载请联系。", "茶客们正在看", "看见你身边的南屏")
    )
    assert left(made) == left(pages(many))


# What a genre repeats: headings, formulas, letters, prayers, contracts, credits of pictures.
GENRES = {
    "recipes": (["用料", "做法", "小贴士"], ["难度：初级", "主料：面粉300克"], []),
    "cases": (["【案情】", "【评析】", "【法官说法】"], [], []),
    "law": (["第一章 总则", "第二章 附则"], [], ["本办法自公布之日起施行。"]),
    "letters": ([], ["尊敬的各位乡亲："], ["此致", "敬礼", "南屏镇居民委员会"]),
    "prayers": ([], [], ["愿以此功德，庄严佛净土", "上报四重恩，下济三途苦", "阿门"]),
    "contracts": (
        ["一、双方的权利与义务"],
        [],
        ["甲方（盖章）：", "乙方（签字）：", "签订日期：2020年3月1日"],
    ),
    "columns": ([], [], ["（作者系南屏中学教师）", "2020年3月1日"]),
    "refrains": (["渡口的灯亮了，船还没有来"], [], []),
    "questions": (["什么人适合喝这种茶？", "多久喝一次比较好？"], [], []),
    "code": (["npm install chahua", "运行结果如下：", "### 安装"], [], []),
    "interviews": (["主持人：欢迎您来到我们的节目。", "记者：您为什么留下来？"], [], []),
}


@pytest.mark.parametrize("many", [2, 3, 12])
@pytest.mark.parametrize("genre", GENRES)
def test_what_a_genre_repeats_stays_on_a_dirty_site(genre: str, many: int):
    amid, above, below = GENRES[genre]
    for text in left(pages(many, *amid, above=above, below=below)):
        lines = text.split("\n")
        assert [line for line in (*above, *amid, *below) if line not in lines] == []


# Within the frame a line needs no form: it is the same on every page, between lines of pages.
WITHIN = (
    "Tea House Evening Post",
    "账户：南屏茶话公益部 开户行：城商银行河东支行 账号：6230 5100 0712 8843",
    "耳边的茶 / 山里的水 / 泡茶人 / SouthHill",
)


@pytest.mark.parametrize("many", [2, 3, 12])
@pytest.mark.parametrize("line", WITHIN)
def test_a_line_within_the_frame_goes_whatever_its_form(line: str, many: int):
    with_it = pages(many, below=["我要投稿 加入收藏", line])
    assert left(with_it) == left(pages(many, below=["我要投稿 加入收藏"]))


def test_what_is_said_last_stays_between_lines_of_the_page():
    said = "“以前比谁上得多，”茶农肖某说，“以后要比谁舍得摘掉。”"
    with_it = pages(3, "【茶话商城】春茶限时直降{n}元，点击抢购", below=[said])
    assert all(said in text for text in left(with_it))


@pytest.mark.parametrize("line", ["广告×", "打开茶话App，看更多精彩内容"])
def test_a_line_of_page_words_goes_from_pages_that_have_no_other(line: str):
    made = {}
    for n in range(8):
        body = prose.article(random.Random(n), 9, 9)
        made[f"茶话/{n}.txt"] = "\n".join([*body[:4], line, *body[4:]])
    assert not any(line in text for text in left(made))


def test_a_line_of_other_words_stays_on_pages_that_have_no_other():
    for line in ("参考译文", "### 安装", "热门评论精选"):
        made = {}
        for n in range(8):
            body = prose.article(random.Random(n), 9, 9)
            made[f"茶话/{n}.txt"] = "\n".join([*body[:4], line, *body[4:]])
        assert all(line in text for text in left(made))


def test_pages_where_a_line_is_beyond_boilerplate_count_with_those_where_it_is_beside() -> None:
    tally, line = Tally(), "觉得不错？请作者喝杯茶"
    for n in range(8):
        foot = [f"上一篇：第{n}个清晨", "返回首页 版权所有", "联系我们 网站地图"]
        items = [Item("tail", text, 1, 9, text) for text in foot]
        items.append(Item("tail" if n < 6 else "by-tail", line, 1, 8, line, n < 6))
        tally.add(Observation(f"茶/{n}.txt", "茶/", n, tuple(items)))
    assert "tail" in {rule.zone for rule in learn(tally) if rule.pattern == line}


def test_a_line_that_a_page_says_twice_counts_once() -> None:
    poem = ["摇啊摇 摇过三月的桃花", "你说等到麦子黄", "渡口的灯灭了又亮"]
    page = [*poem, poem[0], "本文来自北岸网", poem[0], "灯", "上一篇：没有了", "版权所有"]
    found = zone_lines(page, Own())
    assert "by-tail" not in {item.what for item in found if item.key == poem[0]}
