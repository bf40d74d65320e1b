"""The benchmark of the whole run still works: it calls the run as the command line does."""

import json
import subprocess

import pytest

from benchmarks import pipeline as bench


@pytest.mark.check
def test_a_run_is_measured_step_by_step(tmp_path):
    rows = [json.dumps({"title": f"第{i}篇", "text": "雨停了，他走回家去。"}) for i in range(3)]
    with subprocess.Popen(["sleep", "300"]) as other:  # a child of this process is not waited for
        took = bench.measured(rows)
        other.kill()
    assert list(took["steps"]) == ["read and prepare", "find copies", "learn", "clean", "write"]
    assert took["documents"] == 3
