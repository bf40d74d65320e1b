"""The pictures of the report in the docs: light and dark, desktop and phone.

python docs/pictures.py CLEAN
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from tests import browser

PICTURES = Path(__file__).parent / "pictures"
# Name, width, height, dark, Chinese, and the part of the page to be shown.
SHOTS = (
    ("report-light", 1180, 800, False, False, "overview"),
    ("report-dark", 1180, 800, True, False, "clusters"),
    ("report-read", 1180, 800, False, False, "read"),
    ("report-phone", 360, 760, True, True, "overview"),
)
# What the pictures show of the reader: a page with marks of several kinds.
_SHOWN = "heshan-online/night-bus.txt"


def main(clean: Path) -> None:
    """Take every picture of the report of CLEAN."""
    with tempfile.TemporaryDirectory() as profile:
        driver = browser.browser(Path(profile))
        try:
            for shot in SHOTS:
                take(driver, clean / "report.html", *shot)
        finally:
            driver.quit()


def take(
    driver: Any,
    page: Path,
    name: str,
    width: int,
    height: int,
    dark: bool,
    chinese: bool,
    part: str,
) -> None:
    """One picture, as a PNG below docs/pictures."""
    browser.look(driver, page.resolve().as_uri(), width=width, height=height, dark=dark)
    driver.execute_script("localStorage.clear()")
    driver.refresh()
    if chinese:
        driver.find_element("id", "language").click()
    driver.execute_script(
        "const m = document.getElementById('which-page');"
        "const o = m && [...m.options].find(o => o.text.includes(arguments[1]));"
        "if (o) { m.value = o.value; m.dispatchEvent(new Event('change')); }"
        "if (arguments[0] !== 'overview') document.getElementById(arguments[0]).scrollIntoView();",
        part,
        _SHOWN,
    )
    if part == "read":
        marks = driver.find_elements("css selector", "#sheet del.k-marks")
        driver.execute_script("if (arguments[0]) arguments[0].focus()", marks[0] if marks else None)
    driver.save_screenshot(str(PICTURES / f"{name}.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
