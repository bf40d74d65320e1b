"""Rules kept as data: every rule of every stage is tried on its own examples."""

import re

import pytest

from pipeline.boilerplate.cut.examples import unmet_examples
from pipeline.metadata.layout import fold, prose
from pipeline.model import literals, reasons, rules
from pipeline.model.rule_kinds import boilerplate_rules
from pipeline.model.rules import Rule, Rulebook, RuleError, parse_rules

STAGES = rules.FOLDER
LINE_FILES = {
    "strip.toml",
    "strip_calls.toml",
    "strip_places.toml",
    "head.toml",
}  # Their patterns meet whole folded lines.
RULES = [
    pytest.param(file.name, rule, id=f"{file.name}:{rule.id}")
    for file in sorted(STAGES.glob("*.toml"))
    for rule in rules.load_rules(file.name)
]
HOSTILE = [
    piece * (100_000 // len(piece))
    for piece in (
        " ",
        "版权",
        "上一页 ",
        "a@",
        "(",
        "作者:",
        "热门 ",
        "1 ",
        "相关",
        "[email ",
        "加微信 a",
        "。",
    )
]


@pytest.mark.parametrize(
    "rule", boilerplate_rules("notice", "line", "section"), ids=lambda rule: rule.id
)
def test_a_rule_for_running_text_says_by_which_words_it_is_looked_for(rule: Rule) -> None:
    """Otherwise it is never asked amid running text, where its anchors are no sign of it."""
    running = [line for line in map(fold, rule.changes) if prose(line)]
    words = rule.extra.get("amid", ())
    assert [line for line in running if not any(word in line for word in words)] == []


@pytest.mark.parametrize(("file", "rule"), RULES)
def test_a_rule_does_to_its_examples_what_it_says(file: str, rule: Rule) -> None:
    assert list(unmet_examples(rule)) == []


@pytest.mark.parametrize(("file", "rule"), RULES)
def test_a_rule_is_asked_wherever_it_acts(file: str, rule: Rule) -> None:
    folded = [fold(text) if file in LINE_FILES else text for text in rule.changes]
    assert [text for text in folded if not Rulebook([rule]).possible(text)] == []


def test_every_reason_stands_beside_its_chinese() -> None:
    missing = [name for name, one in reasons.reasons().items() if not (one.why and one.why_zh)]
    assert missing == []


GOOD = """
[[rule]]
id = "page-number"
why = "Pagination."
why_zh = "页码。"
pattern = '^第\\d+页$'
changes = ["第3页"]
leaves = ["第3页写着他的名字。"]
zone = "tail"
"""


def test_a_rule_is_a_line_of_data() -> None:
    (rule,) = parse_rules(GOOD, "rules/some.toml")
    assert (rule.id, rule.why_zh, rule.extra["zone"], rule.anchors) == (
        "page-number",
        "页码。",
        "tail",
        ("第",),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'leaves = ["第3页写着他的名字。"]',
            "leaves = []",
            'leaves nothing alone; add an example to "leaves"',
        ),
        ('changes = ["第3页"]', "changes = []", 'changes nothing; add an example to "changes"'),
        ('why = "Pagination."', "", "has no why; add it"),
        ("page-number", "Page Number", "rename it"),
    ],
)
def test_an_error_names_place_rule_and_next_step(old: str, new: str, message: str) -> None:
    with pytest.raises(RuleError) as error:
        parse_rules(GOOD.replace(old, new), "rules/some.toml")
    assert str(error.value).startswith("rules/some.toml:2: rule ")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('zone = "tail"', 'zone = "taill"', ":9: rule page-number: unknown zone 'taill'; one of "),
        ('zone = "tail"', 'zoen = "tail"', ":9: rule page-number: unknown key 'zoen'; one of "),
        ("pattern =", "patern =", ":6: rule page-number: unknown key 'patern'; one of "),
        ('zone = "tail"', 'kind = "lines"', ":9: rule page-number: unknown kind 'lines'; one of "),
        (
            'zone = "tail"',
            'ends = "yes"',
            ":9: rule page-number: ends is 'yes'; give true or false",
        ),
        (
            'zone = "tail"',
            "amid = '第'",
            ":9: rule page-number: amid is '第'; give a list of texts",
        ),
        ('zone = "tail"', "new = '页'", ":9: rule page-number: unknown key 'new'; one of "),
        (
            'zone = "tail"',
            'kind = "signals"',
            ":2: rule page-number of kind signals has no signals",
        ),
        ('"第3页"', "3", ":7: rule page-number: changes is [3]; give a list of texts"),
        (
            "^第",
            "(?P<page>",
            ":6: rule page-number: missing ), unterminated subpattern at position 0; correct its",
        ),
        ("[[rule]]", "[other]\n[[rule]]", ":2: unknown key 'other'; rules stand under [[rule]]"),
    ],
)
def test_nothing_in_a_rule_file_is_passed_over(old: str, new: str, message: str) -> None:
    with pytest.raises(RuleError) as error:
        parse_rules(GOOD.replace(old, new), "rules/some.toml")
    assert str(error.value).startswith(f"rules/some.toml{message}")


def test_a_file_holds_the_rules_of_one_stage() -> None:
    other = GOOD.replace("page-number", "channel").replace('zone = "tail"', 'kind = "channel"')
    with pytest.raises(RuleError, match="some.toml:11: rule channel has kind 'channel', those"):
        parse_rules(GOOD + other, "rules/some.toml")


def test_a_source_names_only_fields_of_an_article() -> None:
    wrong = (
        GOOD.replace("第\\d+页", "第(?P<page>.)页")
        .replace("zone", "kind")
        .replace("tail", "source")
    )
    with pytest.raises(RuleError, match="unknown group 'page'; one of author, date, "):
        parse_rules(wrong, "rules/some.toml")


def test_a_pattern_that_repeats_too_often_is_refused() -> None:
    with pytest.raises(RuleError, match="too large"):
        parse_rules(GOOD.replace("\\d+", "\\d{99999999999}"), "rules/some.toml")


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(RuleError, match="stands at line 2 too; rename one of them"):
        parse_rules(GOOD + GOOD, "rules/some.toml")


def test_broken_toml_says_where() -> None:
    with pytest.raises(RuleError, match=r"rules/some.toml: .*; correct the TOML"):
        parse_rules("[[rule", "rules/some.toml")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"京?ICP备\d+号", ("ICP备", "京ICP备")),
        (r"(?:上|下)一[页章]", ("上一章", "上一页", "下一章", "下一页")),
        (r"(?i:copyright) 20\d\d", (" 20",)),
        (r"(?i)copyright", ()),
        (r"(?:版权所有|©)?", ()),
        (r"[甲乙]丙?\d", ("乙", "乙丙", "甲", "甲丙")),
        (r"(?:责任)+编", ("责任",)),
    ],
)
def test_anchors_are_literals_no_match_can_lack(pattern: str, expected: tuple[str, ...]) -> None:
    assert literals.anchors(pattern) == expected


def test_anchors_of_a_pattern_that_matches_are_in_the_match() -> None:
    for param in RULES:
        file, rule = param.values
        for example in rule.changes:
            match = re.search(rule.pattern, fold(example) if file in LINE_FILES else example)
            if match and rule.anchors:
                assert any(anchor in match[0] for anchor in rule.anchors), (rule.id, example)
