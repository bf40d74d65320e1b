"""What a person at a terminal sees: help, sentences, colours, completion, and no commands to it."""

import contextlib
import json
import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click
import pytest
from click.shell_completion import ShellComplete

from pipeline import Pipeline, cli
from pipeline.corpus.folder import Reader
from tests.made.report_corpus import BUS, RAW

pytestmark = pytest.mark.check  # real processes, or whole runs

BASE = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PYTHONSAFEPATH": "1"}
# What a terminal obeys or draws the wrong way round; line ends it may have.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FILE, TRAP = "clear\x1b[2Jme\u202e.txt", "clear%1B[2Jme%E2%80%AE.txt"  # on disk, and in CLEAN


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pages and one whose name and text would command a terminal, cleaned."""
    top = tmp_path_factory.mktemp("terminal")
    shutil.copytree(RAW, top / "raw")
    text = (
        "河水涨了\x9b2J起来，守堤的人\x1b]0;taken\x07把灯笼挂到柳树上，\u202e一直等到天亮。\u200b\n"
    )
    (top / "raw" / FILE).write_text(text, "utf-8")
    Pipeline(top / "raw", top / "clean", workers=1).run()
    return top / "clean"


def said(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command run by a person whose output goes into a pipe."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env={**BASE, **environment})


def on_a_terminal(*arguments: object, columns: int = 80, **environment: str) -> str:
    """What the command writes to a terminal so wide."""
    keeper, terminal = pty.openpty()
    size = {"COLUMNS": str(columns), "LINES": "40", "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    with subprocess.Popen(command, stdout=terminal, env={**BASE, **size, **environment}):
        os.close(terminal)
        out = b""
        with contextlib.suppress(OSError):  # the terminal has no other side any more
            while piece := os.read(keeper, 65536):
                out += piece
    os.close(keeper)
    return out.decode().replace("\r\n", "\n")


def test_help_tells_an_example_of_every_command():
    for name, command in cli.main.commands.items():
        context = click.Context(command, info_name=name)
        told = command.get_help(context)
        assert f"  article-pipeline {name} " in told, name
        assert len(command.get_short_help_str(60)) < 58, name
        assert not command.get_short_help_str(60).endswith("..."), name
    assert "Exit codes: 0 done" in said("-h").stdout


def test_a_reason_is_told_where_its_rule_acts_first(clean: Path):
    lines = said("explain", clean, BUS).stdout.splitlines()
    marks = [line for line in lines if "marks/suffix-mark" in line]
    assert [": It ends" in line for line in marks] == [True] + [False] * (len(marks) - 1)
    assert re.fullmatch(r"\d+ edits by \d+ rules; besides, \d+ of blanks .*", lines[-1])


def test_what_was_never_decoded_is_explained_by_its_verdict(clean: Path):
    told = said("explain", clean, "broken/picture.txt")
    assert told.returncode == 0
    assert told.stdout.startswith("broken/picture.txt: failed, binary: a PNG picture\n")


@pytest.mark.parametrize(
    ("arguments", "next_step"),
    [
        (("explain", "{clean}", "night-bus"), f"did you mean {BUS}?"),
        (("report", "{clean}", "--article", "heshan-online/night-buss.txt"), BUS),
        (("rules", "{clean}", "show", "no-such-rule"), "rules {clean} lists what did"),
        (("rules", "{clean}", "veto", "no-such-rule"), "rules {clean} lists them"),
    ],
)
def test_a_name_that_is_not_there_gets_a_next_step(
    clean: Path, arguments: tuple[str, ...], next_step: str
):
    told = said(*(one.format(clean=clean) for one in arguments))
    assert (told.returncode, told.stdout) == (2, "")
    assert next_step.format(clean=clean) in told.stderr


def test_a_diff_shows_what_a_paragraph_became_beneath_it(clean: Path):
    lines = said("diff", clean, BUS).stdout.splitlines()
    assert lines[:2] == ["--- source", "+++ article"]
    changed = [i for i, line in enumerate(lines) if line.startswith("-这条线全长")]
    before, after = lines[changed[0]], lines[changed[0] + 1]
    assert after[0] == "+"
    assert before[1:].startswith(after[1:])
    assert "" not in lines


def test_a_terminal_gets_colours_and_a_pipe_or_no_color_does_not(clean: Path):
    for command in ("explain", "diff"):
        assert "\x1b[31m" in on_a_terminal(command, clean, BUS)
        assert "\x1b[3" not in on_a_terminal(command, clean, BUS, NO_COLOR="1")
        assert "\x1b" not in said(command, clean, BUS).stdout


def test_a_wide_terminal_shows_source_and_article_side_by_side(clean: Path):
    wide = on_a_terminal("diff", clean, BUS, columns=140)
    assert "+++ article" not in wide
    assert max(line.count("袁秋生开夜班已经十一年") for line in wide.splitlines()) == 2


def test_nothing_in_a_page_commands_the_terminal(clean: Path):
    trap, copy = str(clean.parent / "raw" / FILE), clean.parent / "copy.txt"
    shutil.copy(trap, copy)
    for arguments in (
        ("explain", clean, TRAP),
        ("explain", clean, TRAP, "--json"),
        ("diff", clean, TRAP),
        ("near", clean, copy),
        ("rules", clean, "show", "control"),
        ("rules", clean, "show", "control", "--json"),
        ("undo", clean, FILE),
        ("report", clean, "--article", TRAP),
    ):
        told = said(*arguments)
        assert told.stdout or told.returncode == 2
        assert OBEYED.findall(told.stdout + told.stderr) == [], arguments
    assert OBEYED.findall(on_a_terminal("undo", clean, TRAP)) == []
    wide = on_a_terminal("diff", clean, TRAP, columns=140, NO_COLOR="1")
    assert OBEYED.findall(re.sub(r"\x1b\[[\d;]*m", "", wide)) == []


def test_a_text_to_be_looked_for_may_be_in_any_encoding(clean: Path, tmp_path: Path):
    song = (RAW / "songs" / "quarry-song.txt").read_text("utf-8")
    (tmp_path / "gbk.txt").write_bytes(song.encode("gbk"))
    assert said("near", clean, tmp_path / "gbk.txt").stdout.startswith("songs/quarry-song.txt")
    shutil.copy(RAW / "broken" / "picture.txt", tmp_path)
    for command in (("near", clean), ("try", clean / "rules.toml")):
        told = said(*command, tmp_path / "picture.txt")
        assert told.returncode == 2
        assert "binary: a PNG picture; give a page of text" in told.stderr


def test_a_page_to_be_looked_for_is_cleaned_first(clean: Path, tmp_path: Path):
    body = "".join(f"<p>{line}</p>" for line in Reader(clean).article(BUS).text.split("\n"))
    page = f"<title>夜里的二十一路</title><nav><a href=/>首页</a></nav><article>{body}</article>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    found = said("near", clean, tmp_path / "page.html").stdout
    assert found == f"{BUS}: exact, similarity 1.000\n"


def test_a_browser_to_serve_and_a_file_to_write_exclude_each_other(clean: Path):
    told = said("report", clean, "--serve", "--out", clean / "other.html")
    assert told.returncode == 2
    assert "--serve shows pages and writes none; leave out --out" in told.stderr


def test_a_folder_without_rules_is_an_error_and_no_heading(tmp_path: Path):
    told = said("rules", tmp_path)
    assert (told.returncode, told.stdout) == (2, "")
    assert "has no rules.toml" in told.stderr


def test_escaped_json_is_the_same_json(clean: Path):
    rows = [json.loads(line) for line in said("explain", clean, TRAP, "--json").stdout.splitlines()]
    assert "\x1b" in "".join(row["old"] for row in rows)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(shell: str):
    script = Path(sys.executable).with_name("article-pipeline")
    if not script.exists():
        pytest.skip("the command is not installed beside this Python")
    asked = {"_ARTICLE_PIPELINE_COMPLETE": f"{shell}_source"}
    done = subprocess.run([script], capture_output=True, text=True, env={**BASE, **asked})
    assert f"_ARTICLE_PIPELINE_COMPLETE={shell}_complete" in done.stdout, done.stderr


def test_paths_and_learned_rules_complete(clean: Path):
    def offered(words: list[str], begun: str) -> list[str]:
        found = ShellComplete(cli.main, {}, "article-pipeline", "_")
        return [one.value for one in found.get_completions(words, begun)]

    assert offered(["explain", str(clean)], "heshan-online/night") == [BUS]
    assert offered(["explain", str(clean.parent)], "heshan") == []
    rules = offered(["rules", str(clean), "veto"], "suffix-mark")
    assert rules
    assert all(rule.startswith("suffix-mark-") for rule in rules)
    assert "credits" in offered(["rules", str(clean), "show"], "cr")
    assert "credits" not in offered(["rules", str(clean), "veto"], "cr")


def test_serving_ends_with_ctrl_c_and_names_a_port_that_is_taken(clean: Path):
    command: list[Any] = [sys.executable, "-m", "pipeline", "report", clean, "--serve"]
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # not so in the background
    pipes: Any = {"stderr": subprocess.PIPE, "text": True, "env": BASE, "preexec_fn": heard}
    with subprocess.Popen(command, **pipes) as served:
        assert served.stderr
        assert served.stderr.readline().startswith("http://127.0.0.1:")
        served.send_signal(signal.SIGINT)
        assert served.wait(60) == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = said("report", clean, "--serve", "--port", taken.getsockname()[1])
    assert told.returncode == 2
    assert "give another --port" in told.stderr
