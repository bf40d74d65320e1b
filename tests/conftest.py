"""What tests share: where the real material lies, when it is there."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# In CI the same examples every time: a rare find belongs into a case of its own, not into luck.
# Seconds by the clock say how busy the machine is, so there is no deadline.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

SHARED = Path(
    os.environ.get("ARTICLE_PIPELINE_SHARED", Path(__file__).resolve().parents[2] / "shared")
)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages beside the checkout; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"no real material in {SHARED}")
    return SHARED
