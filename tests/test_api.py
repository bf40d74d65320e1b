"""The pipeline from Python, and as a part of other tools."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import pipeline as pipeline_package
from pipeline import Article, Pipeline, Refused, clean_file, clean_text, cli
from pipeline.model.article import Unreadable
from pipeline.model.edits import redo
from pipeline.model.errors import Fault
from tests.made.faults import run

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
    with pytest.raises(Fault, match="script = .*; choose from keep, simplified"):
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


def test_a_batch_of_rows_comes_back_as_its_rows_do():
    from pipeline.adapters.datasets import cleaner

    clean = cleaner("body")
    rows = [{"body": PAGE, "url": None, "date": "2021-11-01"}, {"body": "", "url": "u", "date": ""}]
    batch = {name: [row[name] for row in rows] for name in rows[0]}
    one_by_one = [clean(row) for row in rows]
    assert clean(batch) == {name: [row[name] for row in one_by_one] for name in one_by_one[0]}
    assert clean(batch)["date"] == ["2021-11-01", None]
    assert "ICP" not in clean(batch)["body"][0]


HTML = (
    "<!DOCTYPE html><html><head><meta charset={0}><title>渡口的老船工</title></head><body>"
    "<h1>渡口的老船工</h1><p>老船工今年七十三岁，每天清晨仍要把缆绳检查一遍，再把船舱里的积水舀干净。</p>"
    "<p>他说从前两岸没有桥，赶集的人要在雾里等上大半个时辰，孩子们就坐在石阶上背书。</p></body></html>"
)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_html_is_noticed_in_text_bytes_and_files(codec: str, tmp_path: Path):
    data = HTML.format(codec).encode(codec)
    (tmp_path / "a.html").write_bytes(data)
    found = [clean_text(one) for one in (data.decode(codec), data, tmp_path / "a.html")]
    assert {(one.title, one.text.count("\n")) for one in found} == {("渡口的老船工", 1)}


def test_what_is_asked_too_early_or_of_nothing_is_told_with_the_next_step(tmp_path: Path):
    pipeline = Pipeline(tmp_path, tmp_path / "clean")
    with pytest.raises(Fault, match="is no CLEAN folder; run article-pipeline run"):
        list(pipeline.articles())
    with pytest.raises(TypeError, match="give a text, bytes or a pathlib.Path, not NoneType"):
        clean_text(None)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="a PDF document; turn it into text first"):
        clean_text(b"%PDF-1.4")
    with pytest.raises(Fault, match="unknown option 'fromat'; did you mean format"):
        Pipeline(tmp_path, tmp_path / "clean", fromat="jsonl")  # type: ignore[call-arg]
    assert "data" not in repr(Unreadable("a", "why", b"data"))


def test_what_is_no_page_is_refused_and_no_file_is_pythons_own_error(tmp_path: Path):
    (tmp_path / "a.css").write_text("body { color: red }")
    with pytest.raises(Refused, match="a style sheet"):
        clean_text(tmp_path / "a.css")
    with pytest.raises(Refused):
        clean_text(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(FileNotFoundError):
        clean_text(tmp_path / "none.html")


def test_a_file_of_rows_gives_its_articles_and_why_others_are_none(tmp_path: Path):
    row = '{"id": 7, "text": "老船工今年七十三岁，每天清晨仍要把缆绳检查一遍。", "labels": [1]}'
    (tmp_path / "rows.jsonl").write_text(f"{row}\nno json\n")
    good, bad = clean_file(tmp_path / "rows.jsonl")
    assert isinstance(good, Article) and isinstance(bad, Unreadable)
    assert (good.path, good.source_id, good.extra) == ("rows.jsonl#1", "7", {"labels": [1]})
    assert (bad.path, bad.why) == ("rows.jsonl#2", "no JSON: Expecting value: line 1 column 1")


def test_the_articles_of_a_run_are_had_one_by_one(tmp_path: Path):
    (tmp_path / "raw").mkdir()
    for name, text in (("b", "今天的雾散得很晚。"), ("a", "缆绳还系在石桩上。"), ("c", "")):
        (tmp_path / "raw" / name).write_text(text * 3, "utf-8")
    run(tmp_path / "raw", tmp_path / "clean")
    pipeline = Pipeline(tmp_path / "raw", tmp_path / "clean", format="jsonl")
    assert [one.path for one in pipeline.articles()] == ["a", "b"]


def test_an_option_that_is_not_known_is_named_as_the_docs_call_it(tmp_path: Path):
    with pytest.raises(Fault, match="unknown option 'shards'; known are .*format"):
        Pipeline(tmp_path, tmp_path / "clean", shards=4)  # type: ignore[call-arg]  # as it should
    with pytest.raises(Fault, match="format = 'word'; choose from md, jsonl, parquet"):
        Pipeline(tmp_path, tmp_path / "clean", format="word")  # type: ignore[arg-type]  # likewise


def test_what_docs_import_is_there():
    assert pipeline_package.__version__.count(".") == 2
    for name in pipeline_package.__all__:
        assert getattr(pipeline_package, name) is not None


def test_the_command_cleans_one_file_to_stdout(tmp_path: Path):
    (tmp_path / "a.html").write_text(HTML.format("utf-8"), "utf-8")
    (tmp_path / "rows.jsonl").write_text('{"text": "缆绳还系在石桩上，雾还没有散。"}\nno json\n')
    done = CliRunner().invoke(cli.main, ["clean", str(tmp_path / "a.html")])
    assert (done.exit_code, done.stdout.split("\n")[0]) == (0, "---")
    assert "老船工今年七十三岁" in done.stdout
    done = CliRunner().invoke(
        cli.main, ["clean", str(tmp_path / "rows.jsonl"), "--format", "jsonl"]
    )
    assert (done.exit_code, json.loads(done.stdout)["path"]) == (1, "rows.jsonl#1")
    assert "rows.jsonl#2: failed: no JSON" in done.stderr
    assert CliRunner().invoke(cli.main, ["clean", str(tmp_path / "none")]).exit_code == 2
