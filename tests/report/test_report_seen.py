"""The report in a real browser: what it shows, what can be done with it, what it never does."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pipeline.corpus.folder import Reader
from pipeline.report import rebuild
from tests import browser
from tests.made.report_corpus import BUS, cleaned, outputs

pytestmark = pytest.mark.check  # real processes, or whole runs

with suppress(ImportError):  # then these tests are skipped, and say why
    from selenium.webdriver.support.ui import WebDriverWait

needs_browser = pytest.mark.skipif(bool(browser.missing()), reason=browser.missing() or "-")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pages, cleaned."""
    return cleaned(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One browser for all tests of this file."""
    driver = browser.browser(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


def opened(driver: Any, file: Path, **screen: Any) -> None:
    """The page of a file, with nothing remembered of an earlier one."""
    driver.get_log("browser")
    driver.get_log("performance")
    browser.look(driver, file.as_uri(), **screen)
    driver.execute_script("try { localStorage.clear() } catch {}")
    driver.refresh()


@needs_browser
def test_it_opens_from_a_file_without_errors_or_requests(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html")
    assert chromium.get_log("browser") == []
    asked = [
        message["params"]["request"]["url"]
        for entry in chromium.get_log("performance")
        if (message := json.loads(entry["message"])["message"])["method"]
        == "Network.requestWillBeSent"
    ]
    # An empty tab is a page of chromium's own, shown before ours.
    assert {url.split(":")[0] for url in asked} <= {"file", "data", "chrome"}
    assert {url for url in asked if url.startswith("file")} == {(clean / "report.html").as_uri()}


@needs_browser
def test_language_and_light_can_be_switched(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html", dark=True)
    heading = chromium.find_element("id", "h-overview")
    assert "Input and result" in heading.text
    assert chromium.execute_script("return document.documentElement.dataset.theme") == "dark"
    chromium.find_element("id", "language").click()
    assert "来龙去脉" in heading.text
    assert chromium.find_element("id", "theme").get_attribute("aria-label") == "浅色或深色"
    chromium.find_element("id", "theme").click()
    assert chromium.execute_script("return document.documentElement.dataset.theme") == "light"


@needs_browser
def test_one_language_is_shown_at_a_time(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html")
    for hidden in (".zh", ".en"):
        every = f"[...document.querySelectorAll('{hidden}')]"
        shown = f"return {every}.filter(e => e.checkVisibility()).map(e => e.textContent)"
        assert chromium.execute_script(shown) == []
        chromium.find_element("id", "language").click()


@needs_browser
def test_the_marks_of_an_article_are_those_of_the_ledger(chromium: Any, clean: Path):
    (clean / "one.html").write_text(rebuild.rebuild_article(clean, BUS), "utf-8")
    opened(chromium, clean / "one.html")
    entry = Reader(clean).entry(BUS)
    told = chromium.execute_script(
        "const r = JSON.parse(document.getElementById('data').textContent).rules;"
        "return [...document.querySelectorAll('#sheet del')]"
        ".map(m => [r[m.dataset.rule].id, m.textContent.replace(/⏎/g, '').trim()])"
    )
    marks = [mark for mark in told if mark[0].startswith("suffix-mark")]
    rows = [[row.rule, row.old.strip()] for row in entry.rows if "suffix-mark" in row.rule]
    assert marks == rows
    assert len(rows) > 5
    shown = chromium.execute_script(
        "return [...document.querySelectorAll('#sheet .article')].map(p => p.textContent).join('')"
    )
    article = Reader(clean).text(entry)
    assert shown.replace("⏎", "").replace("\n", "") == article.replace("\n", "")


@needs_browser
def test_a_mark_that_has_the_focus_tells_its_rule_and_reason(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html")
    chromium.find_element("id", "next").click()
    tip = chromium.find_element("id", "tip")
    rule = chromium.execute_script(
        "const r = JSON.parse(document.getElementById('data').textContent).rules;"
        "return r[document.activeElement.dataset.rule]"
    )
    assert tip.is_displayed()
    assert rule["id"] in tip.text
    assert rule["why"][0] in tip.text
    chromium.find_element("id", "language").click()
    chromium.find_element("id", "next").click()
    assert rule["why"][0] not in tip.text
    assert re.search(r"[\u4e00-\u9fff]", tip.find_element("class name", "tip-why").text)


@needs_browser
def test_filters_leave_only_what_was_asked_for(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html")
    chromium.find_element("css selector", "[data-filter='marks']").click()
    kinds = chromium.execute_script(
        "return [...document.querySelectorAll('#fired tbody tr')]"
        ".filter(r => !r.hidden).map(r => r.dataset.kind)"
    )
    assert set(kinds) == {"marks"}
    chromium.find_element("css selector", "#page-rules .chip:nth-child(2)").click()
    left = chromium.execute_script(
        "return [...document.querySelectorAll('#sheet :is(del, ins):not(.dim)')]"
        ".map(m => m.dataset.rule)"
    )
    assert len(set(left)) == 1


@needs_browser
def test_a_search_without_an_answer_says_so(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html")
    search = chromium.find_element("id", "rule-search")
    empty = chromium.find_element("id", "no-rule")
    assert not empty.is_displayed()
    search.send_keys("no such rule")
    assert empty.is_displayed()
    chromium.find_element("id", "language").click()
    assert search.get_attribute("placeholder") == "搜索规则和理由"


@needs_browser
def test_a_row_on_a_pair_leads_to_where_both_stand_side_by_side(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html")
    chromium.find_element("css selector", "figcaption a[href='#rows-folded']").click()
    chromium.find_element("css selector", "#drawer-body a[href='#cluster-1']").click()
    assert not chromium.find_element("id", "drawer").is_displayed()
    copies = chromium.find_elements("css selector", "#copies-of button")
    assert [copy.get_attribute("aria-pressed") for copy in copies] == ["true", "false"]
    before = chromium.find_element("id", "pair-sheet").text
    copies[1].click()
    assert chromium.find_element("id", "pair-sheet").text != before
    assert copies[1].text.split("\n")[0] in chromium.find_element("id", "pair-facts").text


@needs_browser
def test_learned_rules_can_be_put_in_the_order_of_least_evidence(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html")
    chromium.find_element("css selector", "[data-order='least']").click()
    titles = chromium.execute_script(
        "return [...document.querySelectorAll('#learned .rule')].map(r => Number(r.dataset.titles))"
    )
    assert titles == sorted(titles)
    assert titles[0] < titles[-1]


@needs_browser
def test_filters_and_marks_can_be_reached_by_keyboard(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html")
    chip = chromium.find_element("css selector", "[data-filter='marks']")
    chip.send_keys(" ")
    assert chip.get_attribute("aria-pressed") == "true"
    sheet = chromium.find_element("id", "sheet")
    sheet.send_keys("n")
    first = chromium.execute_script("return document.activeElement.dataset.at")
    chromium.switch_to.active_element.send_keys("n")
    second = chromium.execute_script("return document.activeElement.dataset.at")
    assert int(first) < int(second), "the two sides of one change are one step"
    chromium.switch_to.active_element.send_keys("\ue00c")  # Escape
    assert not chromium.find_element("id", "tip").is_displayed()


@needs_browser
def test_a_number_opens_the_rows_behind_it(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html")
    chromium.find_element("css selector", ".card.f-failed a").click()
    drawer = chromium.find_element("id", "drawer")
    assert drawer.is_displayed()
    assert "broken/picture.txt" in drawer.text
    assert str(clean) in drawer.text, "the command names this folder"


@needs_browser
def test_a_page_on_one_input_names_no_folder_that_it_was_not_told(chromium: Any, clean: Path):
    (clean.parent / "one.html").write_text(rebuild.rebuild_article(clean, BUS), "utf-8")
    opened(chromium, clean.parent / "one.html")
    command = chromium.find_element("id", "explain-command").text
    assert command == f"article-pipeline explain CLEAN {BUS}"


@needs_browser
def test_the_tip_goes_when_its_mark_is_scrolled_away(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html", width=360, height=760)
    chromium.find_element("id", "next").click()
    tip = chromium.find_element("id", "tip")
    assert tip.is_displayed()
    chromium.execute_script("document.getElementById('time').scrollIntoView()")
    WebDriverWait(chromium, 5).until(lambda _: not tip.is_displayed())


@needs_browser
def test_hostile_pages_stay_text(chromium: Any, clean: Path):
    path = next(path for one in outputs(clean) if "script" in (path := str(one.said["path"])))
    (clean / "one.html").write_text(rebuild.rebuild_article(clean, path), "utf-8")
    for page in ("report.html", "one.html"):
        opened(chromium, clean / page)
        assert chromium.title != "taken"
        assert chromium.find_elements("css selector", "img, main b, #sheet script") == []
    shown = chromium.find_element("id", "sheet").text
    assert "<img src=x onerror=alert(1)>" in shown
    assert "<202E>倒着写的字<202C>" in shown
    assert chromium.get_log("browser") == []


@needs_browser
def test_a_phone_shows_all_of_it_without_scrolling_sideways(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html", width=360, height=760)
    assert chromium.execute_script("return document.documentElement.scrollWidth") == 360
    assert chromium.execute_script("return document.documentElement.dataset.view") == "marked"


@needs_browser
@pytest.mark.parametrize("page", ["the report", "the page of one input"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_no_fault(chromium: Any, clean: Path, page: str, dark: bool):
    script = browser.axe()
    if not script:
        pytest.skip("axe-core is not here, and npm can't fetch it")
    file = clean / "report.html"
    if page != "the report":
        file = clean / "one.html"
        file.write_text(rebuild.rebuild_article(clean, "copied/0.txt"), "utf-8")
    opened(chromium, file, dark=dark)
    opening = "for (const one of document.querySelectorAll('details')) one.open = true;"
    chromium.execute_script(opening + script)
    found = chromium.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, { resultTypes: ['violations'] }).then(done)"
    )
    assert [
        (one["id"], one["impact"], node["target"], node["failureSummary"])
        for one in found["violations"]
        for node in one["nodes"][:3]
    ] == []
