"""What the survey learns, and what it refuses to learn."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from pipeline.boilerplate.cut.watermarks import Matcher, watermark_edits
from pipeline.boilerplate.learn.learned import Evidence, Learned, from_toml, merged, to_toml
from pipeline.boilerplate.learn.templates import Observation, Tally, learn, observe, proven
from pipeline.model.edits import Text
from tests.gates.marks import score
from tests.made import prose
from tests.made.limits import at_most
from tests.made.marked_sites import Page, corpus, unnamed
from tests.made.marked_sites import framed as site_frames


def rules_of(*texts: str, site: str | None = None) -> tuple[Learned, ...]:
    tally = Tally()
    for number, text in enumerate(texts):
        tally.add(observe(text, path=f"{number}.txt", site=site, title=f"第{number}篇"))
    return learn(tally)


def page(*paragraphs: str, mark: str = "") -> str:
    return "\n".join(paragraph + mark for paragraph in paragraphs)


PROSE = (
    "清晨的渡口还笼在雾里，摆渡的老人已经把缆绳解开了。",
    "对岸的集市七点开张，卖豆腐的总是第一个到。",
    "桥修好以后，坐船的人少了一半，老人却不肯把船卖掉。",
    "他说船底的木板是他父亲亲手刨的，换不来钱。",
    "夏天涨水的时候，镇上还是要请他出来摆几天渡。",
    "孩子们把这条船叫作老黄牛，因为它从来不着急。",
)


def test_one_page_teaches_the_template_of_its_mark():
    (rule,) = rules_of(page(*PROSE, mark="q7X南屏文汇网"))
    assert (rule.pattern, rule.scope) == ("[0-9A-Za-z]{3}南屏文汇网", "corpus")


def test_what_one_page_proves_holds_elsewhere_if_nobody_writes_it_or_three_prove_it():
    boxed = page(*PROSE, mark="【晨光深处】")
    others = [page(*prose.article(random.Random(n), 6, 7), mark="【晨光深处】") for n in range(2)]
    assert [rule.scope for rule in rules_of(boxed)] == ["documents"]
    assert [rule.scope for rule in rules_of(boxed, site="a.example")] == ["documents"]
    assert [rule.scope for rule in rules_of(boxed, boxed.replace("豆腐", "豆花"))] == ["documents"]
    assert [rule.scope for rule in rules_of(boxed, *others)] == ["corpus"]
    assert [rule.scope for rule in rules_of(boxed, *others, site="a.example")] == ["site:a.example"]
    assert [rule.scope for rule in rules_of(page(*PROSE, mark="【南屏文汇网】"))] == ["corpus"]
    assert {rule.scope for rule in rules_of(page(*PROSE, mark="【晨光abc.com】"))} == {"corpus"}


def test_pages_with_other_codes_teach_one_rule():
    (rule,) = rules_of(*(page(*PROSE, mark=f"{code}南屏文汇网") for code in ("q7X", "abc", "XYZ")))
    assert (rule.pattern, rule.evidence.titles) == ("[0-9A-Za-z]{3}南屏文汇网", 3)


def test_sites_whose_names_end_alike_have_a_rule_each_though_no_address_tells_them_apart():
    marks = [f"{code}{side}屏文汇网" for code in ("q7X", "aBc", "X2Z") for side in "南北"]
    rules = rules_of(*(page(*PROSE, mark=mark) for mark in marks))
    assert sorted(rule.pattern for rule in rules) == [
        "[0-9A-Za-z]{3}北屏文汇网",
        "[0-9A-Za-z]{3}南屏文汇网",
    ]


def test_a_clean_page_teaches_nothing():
    assert rules_of(page(*PROSE)) == ()


def test_companies_at_the_ends_of_lines_teach_nothing():
    names = ("东成", "西进", "南华", "北方", "中汇", "大同", "小康")
    assert rules_of(page(*(f"{name}工程建设有限公司" for name in names))) == ()


def test_a_toml_file_keeps_what_a_person_said():
    (rule,) = rules_of(page(*PROSE, mark="q7X南屏文汇网"))
    veto = to_toml([rule]).replace('status = "learned"', 'status = "vetoed"')
    (kept,) = merged([rule], from_toml(veto))
    assert kept.status == "vetoed"
    assert merged([], from_toml(veto))[0].id == rule.id
    assert kept.evidence != Evidence()


def test_a_veto_on_all_pages_holds_wherever_the_line_is_learned_later():
    tail, body = (
        Learned("line", "返回首页", scope, "Alone.", "返回首页", zone)
        for scope, zone in (("corpus", "tail"), ("site:a.example", "body"))
    )
    vetoed = replace(tail, status="vetoed")
    assert {rule.id: rule.status for rule in merged([body], [vetoed])} == {
        tail.id: "vetoed",
        body.id: "vetoed",
    }
    assert [rule.status for rule in merged([tail], [replace(body, status="vetoed")])] == [
        "learned" if rule == tail else "vetoed"
        for rule in sorted((tail, body), key=lambda one: one.id)
    ]


def test_what_a_person_writes_beside_a_rule_survives():
    one = Learned("line", "返回首页 # 1", "corpus", "At the end.", "返回首页", "tail")
    other = Learned("line", "回到顶部", "corpus", "At the end.", "回到顶部", "tail")
    plain = to_toml([one, other])
    asked = plain.replace("[[rule]]", "# asked Li\n[[rule]]", 1)
    asked = asked.replace('status = "learned"', 'status = "vetoed"  # a caption', 1)
    asked = asked.replace("documents = 0", "# seen on paper\ndocuments = 0", 1) + "# the end\n"
    kept = merged([one, other], from_toml(asked))
    written = to_toml(kept)
    assert merged([one, other], from_toml(written)) == kept
    assert to_toml(from_toml(written)) == written
    assert [line for line in written.split("\n") if "#" in line and "返回首页" not in line] == [
        plain.split("\n")[0],
        "# asked Li",
        "# seen on paper",
        'status = "vetoed"  # a caption',
        "# the end",
    ]
    assert to_toml(merged([one, other], from_toml(plain))) == plain


def test_order_and_sharding_change_nothing():
    texts = [page(*PROSE, mark=f"{code}南屏文汇网") for code in ("q7X", "abc", "XYZ", "0aZ")]
    seen = [observe(text, path=f"{i}", site=None, title=f"第{i}篇") for i, text in enumerate(texts)]
    whole = Tally()
    for one in seen:
        whole.add(one)
    for seed in range(5):
        random.Random(seed).shuffle(seen)
        parts = [Tally(), Tally()]
        for i, one in enumerate(seen):
            parts[i % 2].add(one)
        parts[1].merge(parts[0])
        assert (parts[1].lowest, parts[1].levels) == (whole.lowest, whole.levels)


def test_a_sentence_planted_in_spam_does_not_become_a_rule():
    rng = random.Random(1)
    planted = "这座桥是镇上的人自己凑钱修的。"
    spam = [
        "\n".join([*prose.article(rng, 3, 5), planted, f"加微信领取第{n}份资料", "扫码关注本站"])
        for n in range(500)
    ]
    learned = rules_of(*spam)
    assert not any(re.search(rule.pattern, planted) for rule in learned if rule.kind == "line")
    victim = page(*PROSE, planted)
    assert not list(watermark_edits(victim, Matcher(learned), site=None))


def test_a_story_on_sixty_sites_does_not_become_a_rule():
    tally = Tally()
    story = [*PROSE, "渡口往事", "桥修好以后"]
    for n in range(60):
        text = "\n".join([*story, f"责任编辑：第{n}台"])
        tally.add(observe(text, path=f"{n}", site=f"s{n}.example", title="渡口的老人"))
    matcher = Matcher(learn(tally))
    assert not list(watermark_edits("\n".join(story), matcher, site=None))


def test_a_columnists_signature_stays_on_a_site_of_his_own():
    rng = random.Random(2)
    signed = "周文泉，专栏作家，住在河边"
    texts = ["\n".join([*prose.article(rng), signed, "猜你喜欢", "返回首页"]) for _ in range(12)]
    matcher = Matcher(rules_of(*texts, site="a.example"))
    page_ = Text(texts[0])
    page_.apply("marks", watermark_edits(texts[0], matcher, site="a.example"))
    assert page_.now.endswith(signed)


def test_a_dateline_alone_on_its_line_stays():
    rng = random.Random(3)
    texts = ["\n".join(["某某社消息（晚间节目）：", *prose.article(rng)]) for _ in range(30)]
    assert rules_of(*texts, site="a.example") == ()


def test_spaced_letters_of_the_author_are_no_jammer():
    lines = [f"第{n}题的选项是 A B C D E F" for n in "一二三四五六"]
    assert rules_of(page(*lines)) == ()


def test_plain_addresses_in_sentences_are_no_marks():
    lines = [f"{text}详情见www.example.com网页。" for text in PROSE]
    assert rules_of(page(*lines), page(*lines[1:]), page(*lines[2:]), page(*lines[3:])) == ()


def test_a_site_with_capitals_in_its_name_may_be_spoken_of():
    said = (
        "据iReader中文网报道，桥修好了。昨天iReader中文网又说，路也通了。",
        "老人登录iReader中文网，没有找到那条消息。iReader中文网后来改了口。",
    )
    assert rules_of(page(*PROSE, *said)) == ()


def test_one_code_planted_behind_clauses_is_a_mark():
    lines = [line.replace("，", "q7XPelo网，", 1) for line in PROSE]
    (rule,) = rules_of(page(*lines))
    assert rule.anchor == "Pelo网"


def test_trade_words_that_look_coded_are_no_marks():
    lines = [
        f"{text}iOS系统和B2B平台不同，C2C平台、O2O平台又是一种，{n}10kv变电站"
        "归电网，型号6sn1-{n}aa0moter和7ab0moter，另有10kv变电站三座。"
        for n, text in enumerate(PROSE)
    ]
    assert rules_of(page(*lines)) == ()


def test_made_up_sites_are_cleaned_and_honest_pages_left_alone():
    scores = score(corpus(7, 78))
    assert scores["all"].recall >= 0.98
    assert scores["all"].harm <= 0.0005


@pytest.mark.parametrize("as_scraped", [list, unnamed])
def test_what_is_clean_teaches_nothing_and_loses_nothing(
    as_scraped: Callable[[Iterable[Page]], list[Page]],
):
    made = as_scraped([*corpus(3, 52), *site_frames(3, 9)])
    pages = [(one.path, one.site, one.title, one.text) for one in made]
    pages = _cleaned(pages)
    tally = Tally()
    for path, site, title, text in pages:
        tally.add(observe(text, path=path, site=site, title=title))
    assert learn(tally) == ()
    assert _cleaned(pages) == pages


def _cleaned(
    pages: list[tuple[str, str | None, str, str]],
) -> list[tuple[str, str | None, str, str]]:
    tally = Tally()
    seen = [observe(text, path=path, site=site, title=title) for path, site, title, text in pages]
    for one in seen:
        tally.add(one)
    matcher = Matcher(learn(tally))
    cleaned = []
    for (path, site, title, text), one in zip(pages, seen, strict=True):
        made = Text(text)
        made.apply("marks", watermark_edits(text, matcher, site=site, proved=one.proved))
        if made.now:
            cleaned.append((path, site, title, made.now))
    return cleaned


def seen_on_many_pages() -> list[Observation]:
    own = "甲乙丙丁戊己庚辛壬癸"
    texts = [
        page(*PROSE, f"只有这{own[n % 10]}{own[n // 10 % 10]}页才有的栏目", "返回首页")
        for n in range(99)
    ]
    return [
        observe(text, path=f"{n}", site="a.example", title=f"第{n}篇")
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize("limit", [20, 60, 150])
def test_a_full_tally_is_the_same_for_any_order_and_split(limit: int):
    seen = seen_on_many_pages()
    made = set()
    for seed in range(6):
        random.Random(seed).shuffle(seen)
        parts = [Tally(limit) for _ in range(seed % 3 + 1)]
        for n, one in enumerate(seen):
            parts[n % len(parts)].add(one)
        random.Random(seed).shuffle(parts)
        whole = Tally(limit)
        for part in parts:
            whole.merge(part)
        assert len(whole) <= limit
        counted = {n: dict(sorted(level.items())) for n, level in sorted(whole.levels.items())}
        made.add((whole.lowest, repr(counted), to_toml(learn(whole))))
    assert len(made) == 1


def test_a_full_tally_still_knows_what_many_pages_share():
    tally = Tally(limit=60)
    for one in seen_on_many_pages():
        tally.add(one)
    assert tally.lowest
    assert "返回首页" in [rule.pattern for rule in learn(tally)]


def test_a_full_tally_forgets_last_what_one_page_proves():
    seen = seen_on_many_pages()
    marked = page(*PROSE, mark="q7X南屏文汇网")
    tally = Tally(limit=100)
    for n, one in enumerate([*seen, observe(marked, path="m", site=None, title="渡口")]):
        tally.add(one)
        assert len(tally) <= 100 or n < 3
    assert tally.lowest
    assert any(rule.anchor == "南屏文汇网" for rule in learn(tally))


@pytest.mark.parametrize(
    "line",
    [
        "a " * 50_000,
        "1." * 50_000,
        "。" * 100_000,
        "www." * 25_000,
        "5 k" * 33_000,
        "Ａ" * 100_000,
        "sPT某" * 25_000,
        "：" * 100_000,
    ],
)
def test_hostile_lines_take_no_longer_than_others(line: str):
    with at_most(1.5):
        text = "\n".join([line, *PROSE, line])
        tally = Tally()
        tally.add(observe(text, path="a", site=None, title=None))
        rules = (*learn(tally), *rules_of(page(*PROSE, mark="q7X南屏文汇网")), LABEL)
        list(watermark_edits(text, Matcher(rules), site=None))


LABEL = Learned(
    "line", "共[0-9][0-9.:,/-]*页\\ 第[0-9A-Za-z@._/:,-]*页", "corpus", "", "页", "tail"
)


def test_a_copy_teaches_its_own_mark_and_nothing_by_repetition():
    text = page(*PROSE, mark="q7X南屏文汇网") + "\n责任编辑：某甲乙"
    tally = Tally()
    for n in range(6):
        seen = observe(text, path=f"{n}", site=None, title=f"第{n}篇")
        tally.add(proven(seen._replace(witness=1)))
    assert {rule.kind for rule in learn(tally)} == {"suffix-mark"}


@pytest.mark.parametrize("formula", ["南无阿弥陀佛", "阿门", "完毕", "喵呜喵呜"])
def test_formulas_behind_each_paragraph_are_no_marks(formula: str):
    letters = [page(*prose.article(random.Random(n)), mark=formula) for n in range(4)]
    assert rules_of(*letters, site="a.example") == ()
    assert rules_of(letters[0]) == ()


def test_an_address_is_one_whatever_alphabet_spells_it():
    spelled = ("www.shuwu.com", "ｗww.shuwu.ｃom", "www.ѕhuwu.соm", "www.s/huwu[.]com")
    lines = [
        line.replace("，", f"，{one}", 1)
        for line, one in zip(PROSE, (*spelled, *spelled[:2]), strict=True)
    ]
    (rule,) = rules_of(page(*lines))
    assert rule.pattern == "{address:www.shuwu.com}"


def test_hosts_of_links_teach_nothing():
    lines = [f"{line}见 https://cdn-images-1.example.com/{n}.png" for n, line in enumerate(PROSE)]
    assert rules_of(page(*lines)) == ()


def test_a_label_that_one_page_proves_stays_on_others_and_goes_from_its_copies():
    label = "【晨光深处】"
    proving = page(*PROSE, mark=label)
    copy = page(*PROSE[1:], mark=label)
    other = page(*prose.article(random.Random(4), 6, 7)) + f"\n他读的是{label}这一栏。{label}"
    rules = rules_of(proving, copy, other)
    assert without_marks(other, rules) == other
    assert without_marks(proving, rules) == page(*PROSE)
    assert without_marks(copy, rules) == page(*PROSE[1:])


def without_marks(text: str, rules: tuple[Learned, ...]) -> str:
    made = Text(text)
    shown = observe(text, path="a", site=None, title=None).proved
    made.apply("marks", watermark_edits(text, Matcher(rules), site=None, proved=shown))
    return made.now


def test_what_pages_copy_with_the_words_around_it_is_no_mark():
    """Three spun advertisements list the same customers: each name stands before the same one."""
    rng = random.Random(11)
    towns = [f"{prose.person(rng)[:2]}{town}" for town in "桥湾岭溪浦" for _ in range(4)]
    firms = "☆" + "|☆".join(f"第{n}机械厂{town}分厂" for n, town in enumerate(towns))
    texts = ["\n".join([*prose.article(rng), firms]) for _ in range(3)]
    assert not [rule for rule in rules_of(*texts) if "机械厂" in rule.pattern]


def test_rows_of_a_list_of_links_are_no_marks():
    rng = random.Random(12)
    links = [
        f"[{n}] https://{site}.example.com/{n}" for n, site in enumerate(("aa", "bb", "cc"), 1)
    ]
    assert rules_of("\n".join([*prose.article(rng), *links])) == ()


def three_pages(mark: str, every: int = 2) -> list[str]:
    pages = [prose.article(random.Random(n), 9, 10) for n in range(4)]
    return [
        "\n".join(mark.replace("_", line) if i % every else line for i, line in enumerate(one))
        for one in pages
    ]


@pytest.mark.parametrize(
    "mark",
    ["==蓝鲸号==_", "_Kantoo阅读", "※蓝鲸号※_", "_更多精彩内容，尽在蓝鲸号！", "「Kantoo阅读」_"],
)
def test_pages_prove_together_what_signs_letters_and_calls_speak_against(mark: str):
    assert [rule.scope for rule in rules_of(*three_pages(mark))][:1] == ["corpus"]


@pytest.mark.parametrize("mark", ["_（掌声）", "主持人_", "_多谢", "_——老王"])
def test_sounds_speakers_and_thanks_of_many_pages_are_no_marks(mark: str):
    assert rules_of(*three_pages(mark)) == ()


def test_letters_in_squares_and_with_dots_spell_an_address():
    name = "".join(chr(0x1F170 + ord(char) - ord("a")) for char in "shuwu")
    lines = [f"{line}{name}⚫ċọṃ" for line in PROSE]
    assert "{address:shuwu.com}" in [rule.pattern for rule in rules_of(page(*lines))]


def test_links_to_one_host_are_the_references_of_a_text():
    rng = random.Random(13)
    links = [
        f"[{n}] https://www.example.com/{word}" for n, word in enumerate(("aa", "bb", "cc"), 1)
    ]
    body = prose.article(rng)
    for n, link in enumerate(links):
        body.insert(2 * n + 1, link)
    assert rules_of("\n".join(body)) == ()


def test_what_a_call_leads_up_to_is_no_mark_within_it():
    """The sentence is the call's; without its object it would stand there by half."""
    calls = (
        "想看更多请点击【阅读原文】查看。",
        "报名点击【阅读原文】快来吧。",
        "点击【阅读原文】下载。",
    )
    texts = ["\n".join([*prose.article(random.Random(n)), one]) for n, one in enumerate(calls)]
    assert not [rule for rule in rules_of(*texts) if rule.kind == "inline-mark"]


def test_who_is_quoted_is_no_mark():
    rng = random.Random(14)
    texts = [prose.mentions(rng, "beibeigua.com") for _ in range(4)]
    assert rules_of(*("\n".join(text) for text in texts)) == ()
