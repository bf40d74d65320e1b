"""What a page says of itself is taken from where it is said best."""

from tests.html.test_extract import SENTENCE, cleaned

BODY = "".join(f"<p>{SENTENCE}第{i}回。</p>" for i in range(4))


def facts(head, title, meta=""):
    html = (
        f"<head><title>{title}</title>{meta}</head><body>{head}<div class=cont>{BODY}</div></body>"
    )
    return {name: meta.value for name, meta in cleaned(html)[1].found.items()}


def test_the_headline_opens_the_title_and_the_site_ends_it():
    head = "<h1 class=logo>Notes of the Northern Bank</h1><h1>渡口停运以后</h1>"
    said = facts(head, "渡口停运以后 | Notes of the Northern Bank")
    assert said["title"] == "渡口停运以后"


def test_a_headline_of_two_characters_may_have_words_after_it():
    assert facts("<h1>咏鹅</h1>", "咏鹅 课文朗读 - 小学语文网")["title"] == "咏鹅"


def test_an_account_publishes_and_its_writer_is_another():
    head = "<h1>渡口停运以后</h1><span>周小满</span> <a id=js_name>江城夜读</a>"
    meta = '<meta name=author content="周小满"><meta property=og:site_name content="微信公众平台">'
    said = facts(head, "渡口停运以后", meta)
    assert (said["author"], said["sitename"]) == ("周小满", "江城夜读")


def test_a_subject_is_no_publisher():
    head = "<h1>渡口停运以后</h1><div><a rel=tag href=/c>生活折腾实验室</a></div>"
    meta = '<meta property="og:site_name" content="深夜机房">'
    assert facts(head, "渡口停运以后 - 深夜机房", meta)["sitename"] == "深夜机房"


def test_a_page_is_of_the_day_it_appeared_and_not_of_its_last_change():
    head = (
        "<h1>渡口停运以后</h1><div>山风已于 2023-01-04 09:11:02 修改</div>"
        "<div>于 2021-10-27 11:02:45 首次发布</div>"
    )
    assert facts(head, "渡口停运以后")["date"] == "2021-10-27T11:02:45"


def test_what_drives_a_board_is_not_its_name():
    said = facts(
        "<h1>渡口停运以后</h1>", "渡口停运以后 - 综合讨论 - 老机器论坛 -  Powered by Discuz!"
    )
    assert said["sitename"] == "老机器论坛"


def test_what_kind_of_page_it_is_is_no_word_of_the_headline():
    head = "<h1>渡口停运以后</h1><div>2021-10-27</div>"
    for kind in ("【图】", "[原创] "):
        said = facts(head, f"{kind}渡口停运以后_社会_北岸论坛")
        assert (said["title"], said["sitename"]) == ("渡口停运以后", "北岸论坛")


def test_what_a_text_is_about_may_end_as_the_name_of_a_house_does():
    assert facts("", "最后四天的候车室_北岸故事")["title"] == "最后四天的候车室"
    assert "title" not in facts("", "木桥县图书馆_北岸故事")


def test_a_site_is_named_before_what_it_says_of_itself():
    assert facts("<h1>白水河</h1>", "白水河 - 山河百科，自由的地理百科")["sitename"] == "山河百科"


def test_how_often_a_page_was_read_is_no_house():
    for line in (
        "2021-10-27 阅读 5 分钟",
        "2021-10-27 发布 4.8万人已读",
        "2021-10-27 预计阅读 5 分钟",
    ):
        assert "sitename" not in facts(f"<h1>渡口停运以后</h1><div>{line}</div>", "渡口停运以后")


def test_an_author_left_blank_is_not_the_label_behind():
    line = "发布日期：2021-10-27&nbsp;&nbsp;作者：&nbsp;&nbsp;点击：[512]"
    head = f"<h1>渡口停运以后</h1><div>{line}</div>"
    assert "author" not in facts(head, "渡口停运以后")


def test_a_writer_stands_beside_the_site_that_markup_names():
    head = "<h1>渡口停运以后</h1><div>原创 周小满 <a>灯下帖</a> <i>2021-10-27 21:15</i></div>"
    meta = '<meta property="og:site_name" content="灯下帖">'
    said = facts(head, "渡口停运以后", meta)
    assert (said["author"], said["sitename"]) == ("周小满", "灯下帖")


def test_a_board_tells_of_a_member_in_a_column_beside_the_post():
    column = "<div><a href=u>山那边的人</a></div><div>级别：新手上路</div><div>发帖：214</div>"
    head = f"{column}<h1>渡口停运以后</h1><div>发表于: 2021-10-27 21:33</div>"
    assert facts(head, "渡口停运以后")["author"] == "山那边的人"
    menu = "<div><a href=u>山那边的人</a></div><div><a href=/>关注</a></div>"
    assert "author" not in facts(head.replace(column, menu), "渡口停运以后")


def test_a_house_may_stand_in_the_headline_and_behind_it():
    head = "<h1>木桥图书馆招聘公告</h1><div>来源：办公室 发布时间：2023-05-30</div>"
    assert facts(head, "木桥图书馆招聘公告_木桥图书馆")["sitename"] == "木桥图书馆"


def test_the_day_a_member_registered_is_not_that_of_the_post():
    head = "<h1>渡口停运以后</h1><div>注册：2004年9月1日</div><div>发表于 2005-3-20 22:41</div>"
    assert facts(head, "渡口停运以后")["date"] == "2005-03-20T22:41"
