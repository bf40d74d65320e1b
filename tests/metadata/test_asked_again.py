"""A headline under lines that only the corpus knows is found once those are cut."""

from pipeline import stages
from pipeline.model.article import Record
from pipeline.model.edits import Edit

LINES = "渔火之声听众之家\n江边的人都在这里\n夜航船上的灯一盏一盏地亮着\n"
PAGE = LINES + "山里来了新校长和他的两箱书\n清晨六点,天还没有亮,他已经走在去学校的山路上。"


def facts(cuts: list[Edit]) -> dict[str, str]:
    draft = stages.prepare(Record("a.txt", PAGE.encode()))
    assert "title" not in draft.found
    done = stages.finish(draft, cuts, "keep")
    return {name: done.found[name].value for name in ("title", "author") if name in done.found}


def test_a_headline_is_found_under_learned_lines() -> None:
    assert facts([Edit(0, len(LINES), "", "line-1")]) == {"title": "山里来了新校长和他的两箱书"}


def test_without_learned_lines_the_page_states_none() -> None:
    assert facts([]) == {}
