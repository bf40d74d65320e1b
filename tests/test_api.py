"""The pipeline from Python, and as a part of other tools."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import Pipeline, clean_text
from pipeline.model.edits import redo
from pipeline.model.errors import Fault

PAGE = "渡口的船&amp;人\n他在河边等了一夜，天亮时船才来。\n京ICP备12345678号-1"


def test_a_text_comes_back_clean_with_every_edit():
    cleaned = clean_text(PAGE)
    assert "ICP" not in cleaned.text
    assert "天亮时船才来。" in cleaned.text
    assert cleaned.source == PAGE
    assert redo(cleaned.source, cleaned.edits) == cleaned.text


def test_a_page_teaches_its_own_mark_as_in_a_run():
    page = "\n".join(f"第{n}天，桥通了，船还在等。q7X南屏文汇网" for n in "一二三四五")
    cleaned = clean_text(page)
    assert "南屏" not in cleaned.text and cleaned.text.count("船还在等。") == 5
    assert {row.stage for row in cleaned.edits} == {"marks"}


def test_a_page_of_nothing_but_a_head_has_no_text_and_no_fault():
    assert clean_text("2023-02-27 20:02").text == clean_text("").text == ""


def test_a_page_that_ends_its_paragraphs_in_a_name_honestly_keeps_it():
    page = "\n".join(f"第{n}天的消息来自南屏文汇网" for n in "一二三四五")
    assert clean_text(page).text == page


def test_a_page_of_html_gives_its_article_and_title():
    days = (f"第{i}天，渔民们把网晒在堤岸上，等着下一次涨潮的时候再出海。" for i in range(9))
    body = "<h1>涨潮之前的渔村</h1>" + "".join(f"<p>{day}</p>" for day in days)
    head = "<head><title>涨潮之前的渔村</title></head>"
    page = f"<html>{head}<body><article>{body}</article></body></html>"
    cleaned = clean_text(page, html=True)
    assert cleaned.title == "涨潮之前的渔村"
    assert cleaned.text.count("渔民们") == 9


def test_another_script_can_be_asked_for_and_an_unknown_one_is_refused():
    assert clean_text("這裡的風景很好，我們明天還會來。", script="keep").text.startswith("這裡")
    assert clean_text("這裡的風景很好，我們明天還會來。").text.startswith("这里")
    with pytest.raises(ValueError, match="choose from simplified"):
        clean_text("甲", script="latin")


def test_a_notebook_shows_what_went_and_markup_stays_text():
    shown = clean_text("他写道：<script>alert(1)</script>是一行代码。\n" + PAGE)._repr_html_()
    assert "<del " in shown
    assert "京ICP备12345678号-1" in shown
    assert 'title="strip/icp-number: Sites in China must show' in shown
    assert "<script" not in shown


@pytest.mark.check
def test_a_folder_is_cleaned_with_the_options_of_the_command(tmp_path: Path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(PAGE, "utf-8")
    run = Pipeline(tmp_path / "raw", tmp_path / "clean", format="jsonl", workers=1)
    outcome = run.run()
    assert outcome.fates == {"kept": 1}
    assert "天亮时船才来。" in run.article("a.txt").text
    with pytest.raises(Fault, match="unknown option 'colour'"):
        Pipeline(tmp_path / "raw", tmp_path / "clean", colour=True)


@pytest.mark.check
def test_a_script_without_a_guard_runs_once(tmp_path: Path):
    """Workers do not run the program that started them, as Python would have it."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("这里有一句完整的话。", "utf-8")
    script = tmp_path / "script.py"
    script.write_text(
        "from pipeline import Pipeline\n"
        f"print(Pipeline({str(tmp_path / 'raw')!r}, {str(tmp_path / 'clean')!r}).run().fates)\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout) == (0, "Counter({'kept': 1})\n"), done.stderr


@pytest.mark.check
def test_importing_the_package_loads_no_heavy_library():
    told = subprocess.run(
        [sys.executable, "-c", "import pipeline, sys; print('numpy' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"


def test_datatrove_runs_the_pipeline_as_a_step():
    data = pytest.importorskip("datatrove.data", reason="datatrove is not installed")
    from pipeline.adapters.datatrove import CleanArticles

    documents = [
        data.Document(text=PAGE, id="a", metadata={"url": "http://harbour.example/1"}),
        data.Document(text=" \n", id="b"),
    ]
    step = CleanArticles(edits=True)
    (cleaned,) = step.run(iter(documents))
    assert "ICP" not in cleaned.text
    assert any(edit["rule"] == "icp-number" for edit in cleaned.metadata["edits"])


def test_datasets_maps_the_pipeline_over_its_rows():
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    from pipeline.adapters.datasets import cleaner

    raw = datasets.Dataset.from_dict({"text": [PAGE, ""]})
    rows = list(raw.map(cleaner("text")))
    assert "ICP" not in rows[0]["text"]
    assert [bool(row["why"]) for row in rows] == [False, True]
