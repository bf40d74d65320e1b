"""`article-pipeline try`: rules of a file, asked by the stage itself."""

from pathlib import Path

import pytest

from pipeline.model.errors import Fault
from pipeline.report.trial import tried

FOOTER = """[[rule]]
id = "made-by"
why = "The office that made the page."
pattern = '本页由.{2,8}制作'
changes = ["本页由老王制作"]
leaves = ["本页由老王制作的纪念册"]
"""
HEAD = """[[rule]]
id = "put-here-from"
why = "Names where the text is from."
kind = "source"
pattern = '此文搬运自(?P<sitename>[^。]{2,8})'
changes = ["此文搬运自北岸周刊"]
leaves = ["此文搬运自北岸。他不信。"]
"""
STORY = "他在河边等了一夜，天亮时船才来。\n船上的人说，昨夜没有一条船敢过江。"


def places(tmp_path: Path, rules: str, page: str, name: str = "page.txt") -> list[str]:
    """What `try` says of a page."""
    (tmp_path / "rules.toml").write_text(rules, "utf-8")
    (tmp_path / name).write_text(page, "gb18030" if name.endswith("html") else "utf-8")
    found = tried(tmp_path / "rules.toml", str(tmp_path / name))
    return [place for one in found for place in one.places()]


def test_a_rule_is_shown_by_line_and_column_where_its_stage_cuts(tmp_path: Path):
    page = f"渡口的船\n\n{STORY}\n  本页由李四制作\n"
    assert places(tmp_path, FOOTER, page) == ["5:3 made-by: 本页由李四制作"]


def test_a_rule_that_its_stage_does_not_ask_there_changes_nothing(tmp_path: Path):
    page = f"渡口的船\n{STORY}\n他说：本页由李四制作，没有人信。\n{STORY}\n"
    assert places(tmp_path, FOOTER, page) == []


def test_a_page_is_decoded_and_extracted_first(tmp_path: Path):
    body = "".join(f"<p>{line * 3}</p>" for line in STORY.split("\n"))
    page = f"<meta charset=gbk><title>渡口的船</title><h1>渡口的船</h1>{body}<p>本页由李四制作</p>"
    found = places(tmp_path, FOOTER, page, "page.html")
    assert [place.split(" ", 1)[1] for place in found] == ["made-by: 本页由李四制作"]


def test_a_rule_of_heads_is_asked_by_their_stage(tmp_path: Path):
    page = f"渡口的船\n此文搬运自江边晚报\n{STORY}"
    assert places(tmp_path, HEAD, page) == ["2:1 put-here-from: 此文搬运自江边晚报"]


def test_examples_are_checked_first_and_the_rule_is_named_with_its_line(tmp_path: Path):
    wrong = "\n" + FOOTER.replace("的纪念册", "")
    with pytest.raises(Fault) as fault:
        places(tmp_path, wrong, STORY)
    assert str(fault.value) == (
        f'{tmp_path}/rules.toml:2: rule made-by changes "本页由老王制作", an example of "leaves"; '
        "correct its pattern or the example"
    )


def test_an_unknown_key_is_named_with_its_line(tmp_path: Path):
    with pytest.raises(Fault, match=r"rules.toml:7: rule made-by: unknown key 'zoen'; one of "):
        places(tmp_path, f'{FOOTER}zoen = "tail"\n', STORY)


def test_other_rules_are_as_they_were_afterwards(tmp_path: Path):
    places(tmp_path, FOOTER.replace("made-by", "related"), STORY)
    page = f"{STORY}\n相关阅读"
    (tmp_path / "page.txt").write_text(page, "utf-8")
    rule = "pipeline/boilerplate/rules/strip.toml"
    root = Path(__file__).parents[2]
    (found,) = tried(root / rule, str(tmp_path / "page.txt"))
    assert [row.rule for row in found.rows] == ["related"]


def test_what_is_no_page_is_refused_with_the_next_step(tmp_path: Path):
    (tmp_path / "rules.toml").write_text(FOOTER, "utf-8")
    with pytest.raises(Fault, match="can't be read: No such file or directory; give a page"):
        list(tried(tmp_path / "rules.toml", str(tmp_path / "none.txt")))
