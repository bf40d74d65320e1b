"""What a start costs: a text alone needs none of what a run does."""

import subprocess
import sys

import pytest


@pytest.mark.check
def test_one_text_is_cleaned_without_what_only_a_run_needs():
    code = "import sys, pipeline; pipeline.clean_text('雨停了。'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    only_of_runs = {"pebble", "jinja2", "pyarrow", "lxml", "rich", "pipeline.flow"}
    assert only_of_runs & {*done.stdout.split()} == set()
