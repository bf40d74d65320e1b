"""What the survey learns, and what it refuses to learn."""

import random

from pipeline.learned import Evidence, Learned, from_toml, merged, to_toml
from pipeline.surveys.templates import Tally, learn, observe


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
    assert (rule.pattern, rule.scope) == ("[0-9A-Za-z]{3}南屏文汇网", "documents")


def test_pages_with_other_codes_teach_one_rule():
    (rule,) = rules_of(*(page(*PROSE, mark=f"{code}南屏文汇网") for code in ("q7X", "abc", "XYZ")))
    assert (rule.pattern, rule.evidence.titles) == ("[0-9A-Za-z]{3}南屏文汇网", 3)


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
        assert parts[1].to_bytes() == whole.to_bytes()
        assert to_toml(learn(Tally.from_bytes(whole.to_bytes()))) == to_toml(learn(parts[1]))
