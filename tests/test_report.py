"""The report in a real browser, and what stands in it without one."""

import json
import re
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import Pipeline, ledger
from pipeline.article import Article, Verdict
from pipeline.corpus import Output, Reader
from pipeline.edits import Edit, Text, undo
from pipeline.report import again
from pipeline.report.gather import Gathered, text_of
from pipeline.report.page import report
from pipeline.report.serve import server
from pipeline.report.shown import differences
from pipeline.report.spans import paragraphs, spans
from pipeline.stages import write
from pipeline.surveys.duplicates import Fold
from tests import browser

RAW = Path(__file__).parents[1] / "raw"
BUS = "heshan-online/night-bus.txt"
HOSTILE = "hostile/\u202e<script>alert(1)<script>.txt"

needs_browser = pytest.mark.skipif(bool(browser.missing()), reason=browser.missing() or "-")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our sample pages and some that would like to be more than text, cleaned."""
    top = tmp_path_factory.mktemp("report")
    raw = top / "raw"
    shutil.copytree(RAW, raw)
    (raw / "hostile").mkdir()
    attack = (
        "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>\n"
        "他说：\u202e倒着写的字\u202c，javascript:alert(1)，{{ 7 * 7 }}，'\"><b>粗</b>。\u200b\n"
        "河水在夜里涨了起来，守堤的人把灯笼挂到柳树上，一直等到天亮。\n"
    )
    (raw / HOSTILE).write_text(attack, "utf-8")
    (raw / "hostile" / "long.txt").write_text("长" * 350_000 + "。\u200b\n", "utf-8")
    url = "javascript:alert(1)//http://harbour.example/"
    row = {"text": attack + "船在清晨靠岸。", "title": "<b>题</b>\u202e", "url": url}
    (raw / "hostile" / "rows.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    Pipeline(raw, top / "clean", workers=1).run()
    return top / "clean"


def outputs(clean: Path) -> list[Output]:
    """What CLEAN holds of every input."""
    reader = Reader(clean)
    return [again.output(reader, line) for line in reader.entries()]


def data_of(page: str) -> Any:
    """The JSON that a page's script reads."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


def test_spans_give_the_source_and_the_article_of_every_page(clean: Path):
    for output in outputs(clean):
        text, rows = text_of(output), ledger.read(output.ledger).rows
        source = undo(text, rows)
        found = spans(source, rows)
        assert "".join(span.old for span in found) == source, output.path
        assert "".join(span.new for span in found) == text, output.path
        assert [span for line in paragraphs(found) for span in line if span.row] == [
            span for span in found if span.row
        ]


def test_what_a_later_stage_took_of_an_earlier_ones_text_is_laid_to_neither_side():
    page = Text("甲A乙")
    page.apply("repair", [Edit(1, 2, "BB", "widen")])
    page.apply("strip", [Edit(0, 2, "", "cut")])
    assert [(old, new, row and row.rule) for old, new, row in spans("甲A乙", page.rows)] == [
        ("甲", "", "cut"),
        ("A", "B", "widen"),
        ("乙", "乙", None),
    ]


def test_the_report_counts_what_the_verdicts_say(clean: Path):
    gathered = Gathered((), ())
    for output in outputs(clean):
        gathered.add(output)
    rows = (clean / "verdicts.tsv").read_text("utf-8").splitlines()[1:]
    for fate in ("kept", "duplicate", "empty", "failed"):
        assert gathered.fates[fate] == sum(row.split("\t")[2] == fate for row in rows)
    came, lost = gathered.characters["in"], sum(gathered.lost.values())
    assert came - lost == gathered.characters["out"]


def test_the_order_of_the_pages_does_not_matter(clean: Path):
    every = outputs(clean)
    folds = [
        Fold(one.path, one.of, "near", one.similarity or 0.0)
        for one in (ledger.read(output.ledger).verdict for output in every)
        if one.of
    ]
    assert folds
    pages = []
    for order in (every, every[::-1]):
        gathered = Gathered(folds, ())
        for output in order:
            gathered.add(output)
        pages.append(report(gathered, again.rules(clean)))
    assert pages[0] == pages[1]


def test_only_the_times_differ_between_two_runs(clean: Path, tmp_path: Path):
    Pipeline(clean.parent / "raw", tmp_path / "clean", workers=2).run()

    def timeless(folder: Path) -> str:
        page = (folder / "report.html").read_text("utf-8")
        return re.sub(r'<section id="time".*?</section>', "", page, flags=re.S)

    assert timeless(tmp_path / "clean") == timeless(clean)


def test_the_report_can_be_made_again_from_what_lies_there(clean: Path):
    assert data_of(again.report(clean)) == data_of((clean / "report.html").read_text("utf-8"))


def test_a_report_is_small_and_holds_no_hostile_markup(clean: Path):
    page = (clean / "report.html").read_text("utf-8")
    assert len(page.encode()) < 2_000_000
    assert page.count("<script") == 2
    assert "<img" not in page
    assert "\u202e" not in page
    assert re.search(r'(?:href|src)="(?:javascript|https?|//)', page) is None


def test_a_report_on_thousands_of_long_pages_stays_below_8_mb():
    gathered = Gathered((), ())
    for i in range(160):
        page = Text(("长夜将尽，河上的灯一盏一盏地灭了。\n" * 1000)[:19_000])
        cuts = [Edit(at, at + 1, "", f"rule-{i}-{at % 7}") for at in range(0, 15_000, 29)]
        page.apply(("repair", "strip", "marks", "head")[i % 4], cuts)
        verdict = Verdict(f"很长的路径/{i}", f"{i * 7919 % 1000:064x}", "kept")
        article = write.jsonl_row(Article(verdict.id, verdict.path, *(None,) * 7, page.now))
        line = ledger.Entry(verdict, "s", "t", "a", "utf-8", "strict", 0.0, {}, page.rows).line()
        gathered.add(Output(verdict.path, "kept", "", line, article))
    assert len(report(gathered, ()).encode()) < 8_000_000


def test_differences_are_those_between_the_texts():
    one = "第一段没有变。\n第二段改了一个字。\n"
    other = "第一段没有变。\n第二段换了一个字。\n第三段。\n"
    tokens = [token for line in differences(one, other) for token in line]
    assert "".join(t if isinstance(t, str) else t[1] for t in tokens) == one
    assert "".join(t if isinstance(t, str) else t[2] for t in tokens) == other
    assert [-1, "改", "换"] in tokens


def test_the_server_answers_only_here_and_only_reads(clean: Path):
    with server(clean, 0) as pages:
        assert pages.server_address[0] == "127.0.0.1"
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        top = f"http://127.0.0.1:{pages.server_address[1]}"

        def get(path: str, **headers: str) -> tuple[int, str]:
            try:
                request = urllib.request.Request(top + path, headers=headers)
                with urllib.request.urlopen(request) as answer:
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as error:
                return error.code, error.read().decode()

        assert get("/")[0] == 200
        code, listed = get("/list?q=night-bus")
        assert (code, listed.count('scope="row"')) == (200, 1)
        code, page = get(f"/article?path={BUS}")
        assert [one["path"] for one in data_of(page)["articles"]] == [BUS]
        assert get("/article?path=../../etc/passwd")[0] == 404
        assert get("/ledger/00000.jsonl")[0] == 404
        assert get("/", Host="harbour.example")[0] == 403
        with pytest.raises(urllib.error.HTTPError, match="501"):
            urllib.request.urlopen(top, data=b"")
        pages.shutdown()


# ---- in a browser


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
    assert "What came in" in heading.text
    assert chromium.execute_script("return document.documentElement.dataset.theme") == "dark"
    chromium.find_element("id", "language").click()
    assert "输入了什么" in heading.text
    assert chromium.find_element("id", "theme").get_attribute("aria-label") == "浅色或深色"
    chromium.find_element("id", "theme").click()
    assert chromium.execute_script("return document.documentElement.dataset.theme") == "light"


@needs_browser
def test_the_marks_of_an_article_are_those_of_the_ledger(chromium: Any, clean: Path):
    (clean / "one.html").write_text(again.article(clean, BUS), "utf-8")
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
    assert rule["why"] in tip.text


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
def test_a_number_opens_the_rows_behind_it(chromium: Any, clean: Path):
    opened(chromium, clean / "report.html")
    chromium.find_element("css selector", ".card.f-failed a").click()
    drawer = chromium.find_element("id", "drawer")
    assert drawer.is_displayed()
    assert "broken/picture.txt" in drawer.text
    assert str(clean) in drawer.text, "the command names this folder"


@needs_browser
def test_hostile_pages_stay_text(chromium: Any, clean: Path):
    path = next(one.path for one in outputs(clean) if "script" in one.path)
    (clean / "one.html").write_text(again.article(clean, path), "utf-8")
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
@pytest.mark.parametrize(
    ("dark", "asked"),
    [(False, "{}"), (True, "{ runOnly: ['color-contrast'] }")],
    ids=["everything", "contrast in the dark"],
)
def test_axe_finds_no_serious_fault(chromium: Any, clean: Path, dark: bool, asked: str):
    script = browser.axe()
    if not script:
        pytest.skip("axe-core is not here, and npm can't fetch it")
    opened(chromium, clean / "report.html", dark=dark)
    chromium.execute_script(script)
    found = chromium.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        f"axe.run(document, {{ resultTypes: ['violations'], ...{asked} }}).then(done)"
    )
    assert [
        (one["id"], node["target"], node["failureSummary"])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ] == []
