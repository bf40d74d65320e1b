"""A fact that is repaired or converted knows what the page has, and the ledger keeps it."""

from pathlib import Path

import pytest

from pipeline import flow
from pipeline.corpus.folder import Reader
from pipeline.metadata.said import converted_facts, repaired_facts
from pipeline.model.article import Meta
from pipeline.report import progress
from pipeline.run.settings import Options

PAGE = "<title>{}</title><h1>{}</h1><p>昨天下午，镇上的老渡口重新开了船。</p><p>船家说不停。</p>"
TITLE = "老渡口&amp;amp;船家"


def test_a_repaired_fact_says_what_it_was_and_by_which_rule() -> None:
    shown = "老渡口开船".encode("gbk").decode("latin-1")
    found = repaired_facts({"title": Meta(shown, "title"), "date": Meta("2020-01-01", "meta")})
    assert found == {
        "title": Meta("老渡口开船", "title, gbk-as-latin-1", shown),
        "date": Meta("2020-01-01", "meta"),
    }
    assert converted_facts({"author": Meta("張三", "byline")}, "simplified") == {
        "author": Meta("张三", "byline", "張三")
    }


@pytest.mark.check
def test_the_ledger_of_a_run_keeps_what_a_title_was(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.html").write_text(PAGE.format(TITLE, TITLE))
    (raw / "b.html").write_text(PAGE.format("镇上的事", "镇上的事"))
    for form in ("jsonl", "parquet"):
        clean = tmp_path / form
        flow.run(raw, clean, Options(ledger=form, duplicates="keep"), progress.silent)
        found = {path: Reader(clean).entry(path).found["title"] for path in ("a.html", "b.html")}
        assert (found["a.html"].value, found["a.html"].was) == ("老渡口&船家", "老渡口&amp;船家")
        assert found["b.html"].was == ""
