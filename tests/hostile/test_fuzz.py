"""Two minutes of bytes grown by coverage; `make fuzz-long` gives each target half an hour."""

import pytest

from tests.long import fuzz_coverage

SECONDS = 15  # for each target; two minutes in all


@pytest.mark.check
@pytest.mark.parametrize("target", fuzz_coverage.TARGETS)
def test_no_bytes_break_a_reader(target: str) -> None:
    pytest.importorskip("atheris")
    assert fuzz_coverage.main([str(SECONDS), target]) == 0
