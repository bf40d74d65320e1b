"""Which lines of a page are its article, where one line alone does not tell."""

from tests.html.test_extract import SENTENCE, cleaned


def text(html):
    """The article of a page."""
    return cleaned(html)[0]


def test_a_page_that_goes_on_with_another_article_ends_with_its_own():
    own = f"<h1 class=title>山里来了新校长</h1><p>{SENTENCE}{SENTENCE}</p>"
    more = "".join(f"<p>{SENTENCE}第{i}回。</p>" for i in range(20))
    html = f"<title>山里来了新校长_北岸网</title>{own}<h1 class=title>渡口停运以后的冬天</h1>{more}"
    assert text(html) == SENTENCE + SENTENCE


def test_the_lines_of_a_poem_come_whole():
    poem = "<br>".join(
        ("深夜山路提灯行，", "河水涨过旧石阶。", "无人肯在渡口等，", "一盏马灯到天明。")
    )
    note = "写这首诗的那天，雨下了一整夜，河水涨到了石阶的第三级，渡口的船都系在岸边，没有人出门。"
    html = (
        f"<title>山路提灯</title><h3>山路提灯</h3><div>作者：王小明 2020年01月12日18:32</div>"
        f"<div>{poem}</div><div>注释：</div><div>{note}</div>"
    )
    assert poem.replace("<br>", "\n") in text(html)


def test_what_stands_in_a_box_for_other_articles_is_left_out():
    box = "".join(
        f"<div class='recommend-item'><div><a href=/{i}>渡口停运第{i}天</a></div>"
        f"<div class=desc>停运第{i}天，何有田把船拖上岸，捆了三道，说要等桥修好再看。</div></div>"
        for i in range(2)
    )
    html = (
        f"<title>山里来了新校长</title><h1>山里来了新校长</h1><p>{SENTENCE * 3}</p><div>{box}</div>"
    )
    assert text(html) == SENTENCE * 3


def test_advertisements_put_between_paragraphs_go_with_the_cross_that_closes_them():
    body = "".join(
        f"<p>{SENTENCE}第{i}回。</p><div>广告<a href=/{i}>今日新开的渡船第{i}号，不用票</a></div>"
        "<div><a href=#>×</a></div>"
        for i in range(4)
    )
    html = f"<title>山里来了新校长</title><h1>山里来了新校长</h1><div>{body}</div>"
    assert text(html).split("\n") == [f"{SENTENCE}第{i}回。" for i in range(4)]


def test_a_writer_his_region_and_a_button_above_the_text_are_no_text():
    head = (
        "<div>语音播报文章，释放双眼</div><div class=author-name>山风</div><div>关注</div>"
        "<div>2024-05-08 23:23</div><div>来自甘肃</div>"
    )
    body = "".join(f"<p>{SENTENCE}第{i}回。</p>" for i in range(4))
    html = f"<title>山里来了新校长</title><h1>山里来了新校长</h1><div>{head}{body}</div>"
    assert "山风" not in text(html) and "关注" not in text(html) and "甘肃" not in text(html)


def test_a_post_of_two_lines_is_the_block_that_its_template_names():
    html = (
        "<title>怎样坐渡船 - 北岸社区</title><div><a href=/>首页</a></div><h1>怎样坐渡船</h1>"
        "<div class='ui markdown-body'><p>去石阶那里等</p><p>船来了喊一声</p></div>"
        "<div class=modal><h4>举报</h4><p>垃圾广告：恶意灌水、推广等，人身攻击。</p></div>"
    )
    assert text(html) == "去石阶那里等\n船来了喊一声"


def test_cards_that_begin_with_who_published_them_and_when_are_no_text():
    cards = "".join(
        f"<li class=card><div><div class=item><div>北岸报·{i + 2} 小时前</div>"
        f"<h4><a href=/{i}>渡口停运第{i}天，谁来摆渡</a></h4>"
        f"<p>停运的第{i}天，何有田把船拖上岸，用草绳捆了三道，说要等桥修好了再看，"
        "谁来劝也不听，只肯喝一碗粥。</p></div></div></li>"
        for i in range(8)
    )
    html = (
        f"<title>山里来了新校长</title><h1>山里来了新校长</h1><div><p>{SENTENCE * 2}</p></div>"
        f"<ul>{cards}</ul>"
    )
    assert text(html) == SENTENCE * 2
