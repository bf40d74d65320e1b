"""What tests share: where the real material lies, when it is there."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import settings

from tests.made.faults import later, pages, put, scratch

# In CI the same examples every time: a rare find belongs into a case of its own, not into luck.
# Seconds by the clock say how busy the machine is, so there is no deadline.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

settings.register_profile("long", deadline=None, max_examples=5_000)
if "HYPOTHESIS_PROFILE" in os.environ:
    settings.load_profile(os.environ["HYPOTHESIS_PROFILE"])

SHARED = Path(
    os.environ.get("ARTICLE_PIPELINE_SHARED", Path(__file__).resolve().parents[2] / "shared")
)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages beside the checkout; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"no real material in {SHARED}")
    return SHARED


@pytest.fixture(autouse=True)
def alone(request: pytest.FixtureRequest) -> Iterator[None]:
    """No other process for a test that `make test` runs: it says sooner what is wrong."""
    if request.node.get_closest_marker("check"):
        yield
        return
    refused = AssertionError("starts a process; mark the test with pytest.mark.check")
    with (
        mock.patch.object(subprocess, "Popen", side_effect=refused),
        mock.patch.object(os, "fork", side_effect=refused),
    ):
        yield


@pytest.fixture(scope="session")
def before() -> dict[str, str]:
    """A corpus, for tests of whole runs."""
    return pages(1, 42)


@pytest.fixture(scope="session")
def after(before: dict[str, str]) -> dict[str, str]:
    """The same corpus, later: pages have gone, changed and come."""
    return later(before)


@pytest.fixture(scope="session")
def truth(
    before: dict[str, str], after: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, bytes]]:
    """What both come to, from scratch."""
    folder = tmp_path_factory.mktemp("truth")
    found = {}
    for name, wanted in (("before", before), ("after", after)):
        put(folder / name, wanted)
        found[name] = scratch(folder / name, folder / f"{name}-clean")
    assert found["before"] != found["after"]
    return found
