"""What a start costs: a text alone needs none of what a run does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.made.faults import put

_HEARS_SOCKETS = """
import os, socket, sys

def heard(event, arguments):
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        os.write(os.open({file!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND), b"one ")

sys.addaudithook(heard)
"""


@pytest.mark.check
def test_one_text_is_cleaned_without_what_only_a_run_needs():
    code = "import sys, pipeline; pipeline.clean_text('雨停了。'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    only_of_runs = {"jinja2", "pyarrow", "lxml", "rich", "pipeline.flow"}
    assert only_of_runs & {*done.stdout.split()} == set()


@pytest.mark.check
def test_a_run_opens_no_socket_of_the_internet(tmp_path: Path):
    # Of a page that short trafilatura is asked, which brings a library to ask the web with.
    put(
        tmp_path / "raw",
        {"page.html": "<p>雨停了</p><p>天晴了</p>", "text.txt": "雨停了，天晴了。"},
    )
    opened = tmp_path / "opened"
    (tmp_path / "sitecustomize.py").write_text(_HEARS_SOCKETS.format(file=str(opened)))
    heard = {**os.environ, "PYTHONPATH": str(tmp_path)}
    for command, sockets in (
        (["-c", "import socket; socket.socket(); print(2)"], "one "),
        (["-m", "pipeline", "run", tmp_path / "raw", tmp_path / "clean", "-q"], ""),
    ):
        done = subprocess.run([sys.executable, *command], env=heard, stdout=subprocess.PIPE)
        assert b"2" in done.stdout
        assert (opened.read_text() if opened.exists() else "") == sockets
        opened.unlink(missing_ok=True)


@pytest.mark.check
def test_the_command_looks_for_garbage_seldom(tmp_path: Path):
    put(tmp_path / "raw", {"text.txt": "雨停了，天晴了。"})
    code = "import atexit, gc, runpy; atexit.register(lambda: print(gc.get_threshold()))\n"
    code += "runpy.run_module('pipeline', run_name='__main__')"
    command = [sys.executable, "-c", code, "run", tmp_path / "raw", tmp_path / "clean"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "(50000, 20, 20)" in done.stdout
