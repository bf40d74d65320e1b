"""What a run says of its steps while it works, on a terminal and elsewhere."""

import io
import json
import sys
from unittest import mock

import pytest

from pipeline.report import progress


class Clock:
    """A clock that goes on by ten seconds whenever it is asked."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 10
        return self.now


def told(show: progress.Show, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What is said of a step of a hundred documents."""
    with mock.patch.object(progress.time, "monotonic", Clock()), show("clean", 100) as advance:
        for _ in range(10):
            advance(10)
    return capsys.readouterr().err.splitlines()


def test_a_long_step_tells_now_and_then_how_far_it_is_and_one_line_at_its_end(capsys):
    *during, last = told(progress.plain_lines, capsys)
    assert during
    assert during[0].startswith("clean: 30 of 100 pages, ") and during[0].endswith(" left")
    assert last.startswith("clean: 100 in ") and last.endswith("/s)")


def test_records_are_counted_while_a_large_file_is_read(capsys):
    clock = mock.patch.object(progress.time, "monotonic", Clock())
    with clock, progress.plain_lines("read and prepare", 2) as advance:
        for records in range(1_000, 6_000, 1_000):
            advance(0, records)
        advance(1, 5_500)
        advance(1, 6_001)
    *during, last = capsys.readouterr().err.splitlines()
    assert during[0].startswith("read and prepare: 0 of 2 parts, 3,000 records, ")
    assert not during[0].endswith("left")
    assert last.startswith("read and prepare: 6,001 records in ")


def test_a_short_step_is_told_in_one_line(capsys):
    with progress.plain_lines("learn", 3) as advance:
        advance(3)
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_for_machines_every_line_is_an_object_with_counts_and_seconds(capsys):
    events = [json.loads(line) for line in told(progress.json_lines, capsys)]
    assert [events[0]["event"], events[-1]["event"]] == ["begins", "done"]
    assert {one["event"] for one in events[1:-1]} == {"goes on"}
    assert {one["step"] for one in events} == {"clean"}
    assert (events[-1]["done"], events[-1]["of"]) == (100, 100)
    assert events[-1]["seconds"] > events[1]["seconds"] > 0


def test_a_step_without_anything_to_do_is_told_all_the_same(capsys):
    with progress.plain_lines("clean", 0) as advance:
        advance(0)
    assert capsys.readouterr().err.startswith("clean: 0 in ")


def test_a_terminal_shows_rate_and_time_left(capsys):
    with mock.patch.object(sys, "stderr", io.StringIO()) as screen:
        with (
            mock.patch.dict("os.environ", {"TTY_COMPATIBLE": "1", "COLUMNS": "100"}),
            progress.bar("clean", 2) as advance,
        ):
            advance(1)
            advance(1)
        shown = screen.getvalue()
    assert "2/2" in shown and "/s, 0:00:00 left" in shown
    assert "clean: 2 in " in shown


@pytest.mark.parametrize(
    ("quiet", "log_json", "terminal", "how"),
    [
        (True, False, True, progress.silent),
        (False, True, True, progress.json_lines),
        (False, False, True, progress.bar),
        (False, False, False, progress.plain_lines),
    ],
)
def test_how_it_is_told_depends_on_options_and_terminal(quiet, log_json, terminal, how):
    with mock.patch.object(sys.stderr, "isatty", lambda: terminal):
        assert progress.chosen_display(quiet, log_json) is how
