"""What the stage cuts of what was learned."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from pipeline import flow
from pipeline.boilerplate.cut.watermarks import Matcher, watermark_edits
from pipeline.boilerplate.learn.learned import Learned
from pipeline.corpus.folder import Reader
from pipeline.model.edits import Text
from pipeline.report import learned_rules, progress
from pipeline.run.settings import Options
from tests.made import prose

CODED = Learned("suffix-mark", "[0-9A-Za-z]{3}南屏文汇网", "corpus", "", "南屏文汇网")
PLAIN = Learned("suffix-mark", "南屏文汇网", "corpus", "", "南屏文汇网")


def cleaned(text: str, *rules: Learned, site: str | None = None, proved: str = "") -> str:
    page = Text(text)
    shown = frozenset({proved} - {""})
    page.apply("marks", watermark_edits(text, Matcher(rules), site=site, proved=shown))
    return page.now


def test_a_mark_glued_to_another_sites_name_goes_alone():
    assert cleaned("图源:微博@某某网q7X南屏文汇网", CODED) == "图源:微博@某某网"
    assert cleaned("来自NewsMagazineq7X南屏文汇网", CODED) == "来自NewsMagazine"


def test_a_line_that_was_only_the_mark_goes_whole():
    assert cleaned("天晴了。q7X南屏文汇网\nq7X南屏文汇网\n路通了。", CODED) == "天晴了。\n路通了。"


def test_a_mention_of_the_site_in_a_sentence_stays():
    text = "据南屏文汇网报道，桥已经通了。\n消息来自南屏文汇网"
    assert cleaned(text, CODED) == text
    assert cleaned(text, PLAIN) == text


def test_a_mark_where_paragraphs_were_joined_goes():
    assert cleaned("桥通了。q7X南屏文汇网路也通了。", CODED) == "桥通了。路也通了。"


def test_a_rule_of_one_site_leaves_another_alone():
    rule = Learned("suffix-mark", "[0-9A-Za-z]{3}南屏文汇网", "site:a.example", "", "南屏文汇网")
    text = "桥通了。q7X南屏文汇网"
    assert cleaned(text, rule, site="b.example") == text
    assert cleaned(text, rule, site="a.example") == "桥通了。"


def test_a_vetoed_rule_cuts_nothing():
    rule = Learned(CODED.kind, CODED.pattern, "corpus", "", CODED.anchor, status="vetoed")
    assert cleaned("桥通了。q7X南屏文汇网", rule) == "桥通了。q7X南屏文汇网"


BACK = Learned("alternatives", "返回南屏网，查看更多", "corpus", "", "返回南屏网，查看更多")
MORE = Learned("line", "更多精彩:", "corpus", "", "更多精彩:", "tail")


def test_a_mark_that_speaks_of_the_page_goes_behind_a_caption_too():
    assert cleaned("船开了。\n老人站在船头返回南屏网，查看更多", BACK) == "船开了。\n老人站在船头"


def test_a_link_under_a_label_of_the_page_goes_with_it():
    text = (
        "船开了，老人站在船头看着岸边的人越来越小。\n更多精彩:\n冰箱维修 http://example.com/a_1.htm"
    )
    assert cleaned(text, MORE) == text.split("\n")[0]


def test_sentences_under_a_label_of_the_page_stay():
    text = "船开了，老人站在船头看着岸边的人越来越小。\n更多精彩:\n第二天他又来了。"
    assert cleaned(text, MORE).endswith("\n第二天他又来了。")


@pytest.mark.check
def test_plain_lines_that_would_be_a_quarter_of_a_page_stay_and_the_page_is_named(tmp_path: Path):
    raw = tmp_path / "raw"
    raw.mkdir()
    plain = ("渡口往事一则", "老人与船的故事", "下雨天的集市见闻", "山里来的人")
    rng = Random(4)
    for n in range(6):
        page = (
            prose.title(rng),
            prose.sentence(rng) + "。" + prose.sentence(rng) + "。",
            "返回首页",
            *plain,
        )
        (raw / f"{n}.txt").write_text("\n".join(page), "utf-8")
    outcome = flow.run(raw, tmp_path / "clean", Options(format="jsonl"), progress.silent)
    (line,) = outcome.flagged
    assert "0.txt" in line and "more than a quarter" in line
    assert Reader(tmp_path / "clean").article("0.txt").text.endswith("\n".join(plain))


def test_a_mark_before_a_sentence_in_latin_goes():
    assert cleaned("桥通了。q7X南屏文汇网Nordwind也来了。", CODED) == "桥通了。Nordwind也来了。"
    assert cleaned("他用q7X南屏文汇网Nordwind上网。", CODED) == "他用q7X南屏文汇网Nordwind上网。"


def test_a_mark_of_plain_letters_goes_behind_captions_where_it_ends_half_the_page():
    rule = Learned("suffix-mark", "lwp南屏文汇网", "documents", "", "lwp南屏文汇网")
    body = [f"第{n}天，桥通了。lwp南屏文汇网" for n in "一二三四五"]
    text = "\n".join([*body[:3], "老桥外景lwp南屏文汇网", *body[3:]])
    assert cleaned(text, rule, proved="lwp南屏文汇网") == text.replace("lwp南屏文汇网", "")


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        (Learned("suffix-mark", "[0-9A-Za-z]{3}晨光里", "documents", "", "晨光里"), "q7X晨光里"),
        (Learned("alternatives", "晨光里", "documents", "", "晨光里"), "晨光里"),
        (Learned("inline-mark", "【晨光里】(?![^\\n])", "documents", "", "【晨光里】"), None),
    ],
)
def test_what_one_page_alone_proves_holds_on_that_page_only(rule: Learned, shown: str | None):
    mark = (
        "【晨光里】" if "【" in rule.anchor else "q7X晨光里" if "A-Z" in rule.pattern else "晨光里"
    )
    text = f"第一天，桥通了。{mark}\n第二天，船也来了。{mark}\n第三天，雨停了。{mark}"
    assert cleaned(text, rule) == text
    assert cleaned(text, rule, proved=shown or rule.pattern) == text.replace(mark, "")
    assert cleaned(text, replace(rule, status="promoted")) == text.replace(mark, "")


def test_jammers_stand_at_both_ends_of_lines_and_may_be_short():
    rule = Learned("jammer", "", "corpus", "", " ")
    noisy = "雾散了。5 k+ Q: c' ~7 Z\n5 k+ Q: c' ~7 Z桥通了。\n方案选了 A\n路也通了。9 j"
    assert cleaned(noisy, rule) == "雾散了。\n桥通了。\n方案选了 A\n路也通了。"
    assert cleaned("路也通了。9 j\n桥通了。", rule) == "路也通了。9 j\n桥通了。"


def test_the_words_that_plant_an_address_go_with_it():
    name = "ｗｗｗ．ｅｘ．ｃｏｍ"
    rule = Learned("inline-mark", name, "corpus", "", name)
    text = f"他抬起头，请记住本站域名{name}看见灯。\n雨停了，（南屏阁{name}）他才走。"
    assert cleaned(text, rule) == "他抬起头，看见灯。\n雨停了，他才走。"


def test_a_learned_line_over_headlines_goes_with_them():
    rule = Learned("line", "猜你喜欢", "corpus", "", "猜你喜欢", "tail")
    assert cleaned("桥通了。\n猜你喜欢\n渡口的灯亮了吗？", rule) == "桥通了。"
    story = "桥通了。\n猜你喜欢\n他摇摇头，没有回答。"
    assert cleaned(story, rule) == "桥通了。\n他摇摇头，没有回答。"
    assert cleaned("桥通了。\n猜你喜欢", rule) == "桥通了。"


def test_a_veto_holds_for_all_rules_of_one_template():
    """A mark can be learned at ends of lines and within them: to a person it is one mark."""
    text = "天晴了。x7K某某网\n路通了，q0Z某某网大家都来看。"
    within = Learned("inline-mark", "[0-9A-Za-z]{3}某某网(?![^\\n])", "corpus", "", "某某网")
    ends = Learned("suffix-mark", "[0-9A-Za-z]{3}某某网", "corpus", "", "某某网")
    assert list(watermark_edits(text, Matcher([within, ends]), site=None))
    vetoed = replace(ends, status="vetoed")
    assert not list(watermark_edits(text, Matcher([within, vetoed]), site=None))
    other = replace(vetoed, scope="site:example.com")
    assert list(watermark_edits(text, Matcher([within, other]), site=None))


@pytest.mark.check
def test_a_vetoed_rule_stays_in_the_list_though_it_fires_nowhere(tmp_path: Path):
    raw, clean = tmp_path / "raw", tmp_path / "clean"
    raw.mkdir()
    page = "\n".join(f"第{n}天，桥通了，船还在等。q7X南屏文汇网" for n in "一二三四五")
    (raw / "a.txt").write_text(page, "utf-8")
    flow.run(raw, clean, Options(format="jsonl"), progress.silent)
    (name,) = [one.id for one in learned_rules.written_rules(clean)]
    assert name in {one.id for one in learned_rules.fired_rules(clean)}
    learned_rules.decide(clean, name, "vetoed")
    flow.run(raw, clean, Options(format="jsonl"), progress.silent)
    assert name not in {one.id for one in learned_rules.fired_rules(clean)}
    *_, (last, _) = learned_rules.fired_lines(clean)
    assert last == learned_rules.FiredRule(name, 0, 0, 0)


@pytest.mark.parametrize(
    "line",
    [
        "喜欢本书请大家收藏：(www.ex.com)本书南屏书屋全网更新速度最快。",
        "天才壹秒記住『南屏书屋www.ex.com』，為您提供精彩小說閱讀。",
        "看小说认准南屏书屋，www.ex.com超赞",
    ],
)
def test_a_sentence_that_calls_to_visit_an_address_goes_with_it(line: str):
    rule = Learned("inline-mark", "{address:www.ex.com}", "corpus", "", "")
    assert cleaned(f"桥通了。\n{line}\n路也通了。", rule) == "桥通了。\n路也通了。"
    inside = "他抬起头，手机屏幕亮了，www.ex.com他看见灯。"
    assert cleaned(inside, rule) == inside.replace("www.ex.com", "")


def test_a_mark_that_closes_a_bracket_goes_from_where_it_opens():
    rule = Learned("inline-mark", "不代表被搜索网站的页面。）", "corpus", "", "页面")
    assert cleaned("桥通了。（快照与作者无关。不代表被搜索网站的页面。）", rule) == "桥通了。"


def test_two_rules_that_know_parts_of_a_mark_cut_all_of_it():
    first = Learned("inline-mark", "↘本站↗南屏书屋 ex", "corpus", "", "南屏书屋")
    address = Learned("inline-mark", "{address:ex.com}", "corpus", "", "")
    assert (
        cleaned("桥通了。↘本站↗南屏书屋 ex.com路也通了。", first, address) == "桥通了。路也通了。"
    )
