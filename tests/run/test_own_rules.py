"""Rules of the user's own, disabled ones, and those that another corpus taught."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.boilerplate.learn.learned import Status
from pipeline.corpus.folder import Reader
from pipeline.corpus.verify import faults
from pipeline.model import rule_kinds
from pipeline.model.errors import Fault
from pipeline.report.learned_rules import decide, fired_lines
from pipeline.run import settings
from pipeline.run.settings import Options
from tests.made.cleaning import cleaned
from tests.made.faults import pages, put, run

NOTICE = "本港告示到此为止。"
RULE = f"""[[rule]]
id = "harbour-notice"
why = "The harbour office puts this under every notice."
why_zh = "港务局在每份告示下都印这一句。"
pattern = '{NOTICE}?'
changes = ["{NOTICE}"]
leaves = ["他说，本港告示到此为止就没有下文了。"]
"""
TEXT = (
    "老船工今年七十三岁，每天清晨仍要把缆绳检查一遍，再把船舱里的积水舀干净。\n"
    "他说从前两岸没有桥，赶集的人要在雾里等上大半个时辰。"
)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The rules of this process as they were."""
    yield
    rule_kinds.ask((), ())


def options(**given: object) -> Options:
    return settings.read_options(None, {"format": "jsonl", "workers": 1, **given})


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A page with a notice that no rule of ours knows, and a button that one does."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(f"{TEXT}\n{NOTICE}\n【返回顶部】", "utf-8")
    (tmp_path / "my.toml").write_text(RULE, "utf-8")
    return tmp_path / "raw"


def test_a_rule_of_ones_own_is_asked_in_a_run(raw: Path, tmp_path: Path):
    (before,) = cleaned(raw, options()).articles
    (after,) = cleaned(raw, options(rules=[str(tmp_path / "my.toml")])).articles
    assert NOTICE in before.text and after.text == TEXT


def test_a_curated_rule_is_vetoed_and_the_word_survives_runs_until_it_is_taken_back(
    tmp_path: Path,
):
    raw, clean, last = tmp_path / "raw", tmp_path / "clean", "谢谢观看，我们下期再见！"
    put(raw, {"a.txt": f"{TEXT}\n{last}"})
    run(raw, clean, options())
    assert Reader(clean).article("a.txt").text == TEXT
    decide(clean, "farewell", "vetoed")
    assert list(faults(clean)) == []
    for keep in ("first", "latest"):
        run(raw, clean, options(keep=keep))
        assert Reader(clean).article("a.txt").text == f"{TEXT}\n{last}"
        assert '[curated]\nvetoed = ["farewell"]\n' in (clean / "rules.toml").read_text("utf-8")
    assert any(line.split()[2:4] == ["farewell", "[vetoed]"] for _, line in fired_lines(clean))
    decide(clean, "farewell", "learned")
    assert "[curated]" not in (clean / "rules.toml").read_text("utf-8")
    run(raw, clean, options())
    assert Reader(clean).article("a.txt").text == TEXT


def test_a_curated_rule_that_is_promoted_needs_no_boilerplate_beside_it(tmp_path: Path):
    put(tmp_path / "raw", {"a.txt": f"{TEXT}\n联系电话:"})
    clean = tmp_path / "clean"
    run(tmp_path / "raw", clean, options())
    assert Reader(clean).article("a.txt").text == f"{TEXT}\n联系电话:"
    decide(clean, "form-label", "promoted")
    run(tmp_path / "raw", clean, options())
    assert Reader(clean).article("a.txt").text == TEXT


@pytest.mark.parametrize(
    ("rule", "status", "why"),
    [
        ("entity", "vetoed", "entity: is code, which no one can veto"),
        ("none", "vetoed", "none: is no rule of .*rules .* lists them"),
        ("buttns", "vetoed", "buttns: is no rule of .*did you mean buttons"),
        ("buttons", "promoted", "buttons: needs no boilerplate beside it"),
    ],
)
def test_what_no_one_can_decide_is_told(
    rule: str, status: Status, why: str, raw: Path, tmp_path: Path
):
    run(raw, tmp_path / "clean", options())
    before = (tmp_path / "clean" / "rules.toml").read_bytes()
    with pytest.raises(Fault, match=why):
        decide(tmp_path / "clean", rule, status)
    assert (tmp_path / "clean" / "rules.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('vetoed = ["butons"]', "rules.toml: vetoed: no rule 'butons'; did you mean buttons"),
        ('promoted = ["buttons"]', "rules.toml: buttons: needs no boilerplate beside it"),
        ('vetoed = "buttons"', "rules.toml: .*vetoed"),
        ('veto = ["buttons"]', "rules.toml: .*veto"),
    ],
)
def test_a_word_on_a_curated_rule_that_can_not_be_is_told_before_the_work(
    said: str, why: str, raw: Path, tmp_path: Path
):
    run(raw, tmp_path / "clean", options())
    (tmp_path / "clean" / "rules.toml").write_text(f"[curated]\n{said}\n")
    with pytest.raises(Fault, match=why):
        run(raw, tmp_path / "clean", options())


def test_a_rule_that_is_disabled_is_not_asked_and_a_run_without_is_as_before(
    raw: Path, tmp_path: Path
):
    clean = tmp_path / "clean"

    def text(**given: object) -> str:
        run(raw, clean, options(**given))
        return Reader(clean).article("a.txt").text

    disabled: list[str] = []  # Where one rule is not asked, another may know the line too.
    while "返回顶部" not in text(disable=disabled):
        rows = Reader(clean).entry("a.txt").rows
        disabled += [row.rule for row in rows if "返回顶部" in row.old]
    assert disabled[0] == "buttons"
    assert "返回顶部" not in text()


def test_a_file_says_where_its_rules_lie(raw: Path, tmp_path: Path):
    (tmp_path / "p.toml").write_text('rules = ["my.toml"]\nformat = "jsonl"\n')
    found = settings.read_options(tmp_path / "p.toml", {"workers": 1})
    assert found.rules == (str(tmp_path / "my.toml"),)
    assert cleaned(raw, found).articles[0].text == TEXT


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"disable": ["butons"]}, "disable: no rule 'butons'; did you mean buttons"),
        ({"disable": ["entity"]}, "'entity' is code and can't be disabled"),
        ({"rules": ["none.toml"]}, "none.toml"),
    ],
)
def test_rules_that_are_not_there_are_told_in_a_sentence(
    given: dict[str, object], said: str, raw: Path, tmp_path: Path
):
    with pytest.raises(Fault, match=said):
        run(raw, tmp_path / "clean", options(**given))


def test_a_rule_whose_examples_are_wrong_is_told_with_its_place(raw: Path, tmp_path: Path):
    (tmp_path / "my.toml").write_text(RULE.replace("changes = [", 'changes = ["别的话", '))
    with pytest.raises(Fault, match=r"my\.toml:1"):
        run(raw, tmp_path / "clean", options(rules=[str(tmp_path / "my.toml")]))


def test_what_another_corpus_taught_is_used_and_not_kept(tmp_path: Path):
    many = pages(1, 42)
    put(tmp_path / "raw", many)
    run(tmp_path / "raw", tmp_path / "other", options())
    taught = tmp_path / "other" / "rules.toml"
    path, text = next((path, text) for path, text in many.items() if "河东早报网" in text)
    first = "\n".join(text.split("\n")[:2])
    put(tmp_path / "one", {path: first})
    assert "河东早报网" in cleaned(tmp_path / "one", options()).articles[0].text
    run(tmp_path / "one", tmp_path / "clean", options(rules=[str(taught)]))
    assert "河东早报网" not in Reader(tmp_path / "clean").article(path).text
    run(tmp_path / "one", tmp_path / "clean", options())
    assert "河东早报网" in Reader(tmp_path / "clean").article(path).text
