"""Debian's chromium for tests, and axe-core to look over pages; some machines have neither."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

AXE = "axe-core@4.14.1"
_CACHE = Path(__file__).parents[1] / ".venv" / "axe"

_FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    "--disable-dev-shm-usage",  # containers give 64 MB of it, which is too little for a page
    # Without these it looks up its maker's hosts, which would count as requests of the page.
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--force-device-scale-factor=1"),
)


def missing() -> str:
    """Why there can be no browser, blank when there can."""
    try:
        import selenium  # noqa: F401 - only whether it is there
    except ImportError:
        return "selenium is not installed"
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        return "no chromium here: apt-get install chromium chromium-driver fonts-noto-cjk"
    return ""


def browser(profile: Path) -> Any:
    """A chromium without a window; `profile` is an empty folder of its own."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(str(shutil.which("chromedriver")))
    return webdriver.Chrome(options=options, service=service)


def look(
    driver: Any, url: str, *, width: int = 1280, height: int = 900, dark: bool = False
) -> None:
    """Open a page on a screen of this size, in this light."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    light = [
        {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
        {"name": "prefers-reduced-motion", "value": "reduce"},  # or clicks miss what still scrolls
    ]
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": light})
    driver.get(url)


def axe() -> str:
    """The script of axe-core, fetched once by npm; blank where that can't be."""
    script = _CACHE / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists() and shutil.which("npm"):
        _CACHE.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-save", "--prefix", str(_CACHE), AXE]
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=30)
        except subprocess.TimeoutExpired:
            return ""
    return script.read_text("utf-8") if script.exists() else ""
