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
