"""Edits are made, mapped to their source, redone and undone without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.edits import Edit, EditError, Text, redo, undo
from pipeline.model.lines import cuts, lines


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, Text]:
    """A source and the text after one to four made-up stages of edits that do not overlap."""
    source = draw(st.text(max_size=60))
    text = Text(source)
    for stage in range(draw(st.integers(1, 4))):
        places = sorted(draw(st.sets(st.integers(0, len(text.now)), max_size=8)))
        edits = [
            Edit(start, end, draw(st.text(max_size=4)), "r")
            for start, end in zip(places[::2], places[1::2], strict=False)
        ]
        text.apply(f"stage {stage}", edits)
    return source, text


@given(edited_texts())
def test_undo_gives_the_source_and_redo_the_text(made: tuple[str, Text]):
    source, text = made
    assert undo(text.now, text.rows) == source
    assert redo(source, text.rows) == text.now


@given(edited_texts())
def test_a_text_can_go_on_from_its_rows(made: tuple[str, Text]):
    source, text = made
    later = Text(text.now, text.rows)
    for edited in (text, later):
        edited.apply("last", [Edit(0, min(3, len(edited.now)), "!", "r")])
    assert later.rows == text.rows
    assert undo(later.now, later.rows) == source


@given(edited_texts())
def test_every_row_names_a_span_of_the_source(made: tuple[str, Text]):
    source, text = made
    assert all(0 <= row.lo <= row.hi <= len(source) for row in text.rows)


@given(st.text(alphabet="ab\n", max_size=40), st.sets(st.integers(0, 40)))
def test_cut_lines_leave_the_others_as_they_were(text: str, chosen: set[int]):
    all_lines = lines(text)
    cut = {i: "r" for i in chosen if i < len(all_lines)}
    page = Text(text)
    page.apply("cut", cuts(all_lines, cut))
    left = [line.text for i, line in enumerate(all_lines) if i not in cut]
    assert page.now == "\n".join(left)


def test_text_cut_beside_a_span_is_not_part_of_its_source():
    page = Text("天甲乙丙地")
    page.apply("one", [Edit(0, 1, "", "r"), Edit(4, 5, "", "r")])
    assert page.source_span(0, 3) == (1, 4)


def test_a_replacement_of_equal_length_maps_character_by_character():
    page = Text("開發環境")
    page.apply("convert", [Edit(0, 4, "开发环境", "t2s")])
    page.apply("strip", [Edit(1, 2, "", "r")])
    assert (page.rows[-1].lo, page.rows[-1].hi) == (1, 2)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 2, "", "a"), Edit(1, 3, "", "b")],
        [Edit(0, 9, "", "a")],
        [Edit(2, 1, "", "a")],
        [Edit(1, 1, "x", "a"), Edit(1, 1, "y", "b")],
    ],
    ids=["overlap", "outside", "backwards", "two insertions at one place"],
)
def test_edits_that_contradict_each_other_are_refused_and_nothing_is_changed(edits: list[Edit]):
    page = Text("甲乙丙")
    with pytest.raises(EditError):
        page.apply("strip", edits)
    assert page.now == "甲乙丙"
    assert page.rows == []


def test_a_stage_is_applied_once():
    page = Text("甲乙丙")
    page.apply("strip", [Edit(0, 1, "", "a")])
    with pytest.raises(EditError, match="twice"):
        page.apply("strip", [Edit(0, 1, "", "a")])


def test_rows_that_do_not_fit_are_refused():
    page = Text("甲乙丙")
    page.apply("strip", [Edit(1, 2, "x", "a")])
    with pytest.raises(EditError, match="not at"):
        undo("甲y丙", page.rows)
    with pytest.raises(EditError, match="not at"):
        redo("甲丙丙", page.rows)
