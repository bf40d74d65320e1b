"""What tests share: where the real material lies, when it is there."""

import os
from pathlib import Path

import pytest

SHARED = Path(
    os.environ.get("ARTICLE_PIPELINE_SHARED", Path(__file__).resolve().parents[2] / "shared")
)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages beside the checkout; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"no real material in {SHARED}")
    return SHARED
