"""A user's own filters, plugins, kept columns, and the choice of what is read."""

import json
from pathlib import Path

import pytest

from pipeline.corpus.folder import Reader
from pipeline.corpus.verify import faults
from pipeline.model.errors import Fault
from pipeline.reading.plan import FileChoice
from pipeline.run import own, settings
from pipeline.run.forecast import forecast
from pipeline.run.settings import Options
from tests.made.cleaning import cleaned
from tests.made.faults import files, run

TEXTS = [
    f"第{i}位船工今年七十{i}岁，每天清晨仍要把缆绳检查一遍。\n他说从前两岸没有桥，第{i}个孩子就坐在石阶上背书。"
    for i in range(1, 9)
]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Four rows of two sites, and four files."""
    folder = tmp_path / "raw"
    (folder / "more").mkdir(parents=True)
    rows = [
        {
            "text": text,
            "url": f"https://{'ab'[i % 2]}.example/{i}",
            "date": f"202{i}-01-01",
            "id": i,
            "labels": [i],
            "title": f"船工{i}",
        }
        for i, text in enumerate(TEXTS[:4])
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    for i, text in enumerate(TEXTS[4:]):
        (folder / "more" / f"{i}.{'txt' if i % 2 else 'text'}").write_text(text, "utf-8")
    return folder


def options(**given: object) -> Options:
    return settings.read_options(None, {"format": "jsonl", "workers": 1, **given})


@pytest.mark.parametrize(
    ("wanted", "refused", "why"),
    [
        ({"min_letters": 10_000}, 8, "letters, fewer than 10000"),
        ({"languages": ["en"]}, 8, "its language is zh, not en"),
        ({"since": "2022-01-01"}, 6, "its date is unknown"),
        ({"until": "2022-01-01"}, 5, "of 2023-01-01, after 2022-01-01"),
        ({"sites": ["a.example"]}, 6, "its site is b.example, none of those wanted"),
        ({"max_repeated": 0.5, "languages": ["zh"]}, 0, ""),
    ],
)
def test_a_filter_refuses_with_the_reason(
    wanted: dict[str, object], refused: int, why: str, raw: Path
):
    found = cleaned(raw, options(filter=wanted))
    assert (found.fates.get("filtered", 0), found.outcome.failed) == (refused, 0)
    assert sum(found.fates.values()) == 8
    assert not why or any(why in said for _, said in found.verdicts.values())


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"filter": {"min_leters": 5}}, "'min_leters' is no filter; there are min_letters"),
        ({"filter": {"since": "yesterday"}}, "since: give a day"),
        ({"filter": {"max_repeated": 3}}, "max_repeated: give a share"),
        ({"filter": 5}, "write [filter]"),
        ({"plugins": {"colums": ["a:b"]}}, "write [plugins]"),
        ({"limit": -1}, "give a number of records"),
        ({"keep_fields": 3}, "give a list"),
    ],
)
def test_a_wrong_option_is_told_in_a_sentence(table: dict[str, object], said: str):
    with pytest.raises(Fault) as fault:
        options(**table)
    assert said in str(fault.value)


def test_a_wrong_option_of_a_file_is_told_with_its_line_and_by_its_name(tmp_path: Path):
    (tmp_path / "p.toml").write_text('script = "keep"\nformat = "word"\n')
    with pytest.raises(Fault, match=r"p\.toml:2: format = 'word'; choose from md, jsonl, parquet"):
        settings.read_options(tmp_path / "p.toml", {})


def test_options_are_found_in_the_folder_we_are_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert settings.found() is None
    (tmp_path / "pyproject.toml").write_text('[tool.article-pipeline]\nscript = "keep"\n')
    assert settings.read_options(settings.found(), {}).script == "keep"
    (tmp_path / "pipeline.toml").write_text('format = "jsonl"\n')
    assert settings.read_options(settings.found(), {}).format == "jsonl"


PLUGIN = """
def columns(article):
    if "3" in article.text:
        raise ValueError("三")
    return {"size": len(article.text), "kind": "story", "parts": ["a"], "date": "mine"}

def keep(article):
    return "a five" if "5" in article.text else None
"""


@pytest.mark.parametrize("form", ["md", "jsonl", "parquet"])
def test_plugins_add_columns_and_refuse_articles(form: str, raw: Path, tmp_path: Path):
    name = f"my_plugin_{form}"
    (tmp_path / f"{name}.py").write_text(PLUGIN, "utf-8")
    plugins = {"columns": [f"{name}:columns"], "keep": [f"{name}:keep"]}
    given = options(format=form, plugins=plugins, folder=str(tmp_path), keep_fields=["labels"])
    outcome = run(raw, tmp_path / "clean", given)
    assert outcome.fates == {"kept": 6, "filtered": 1, "failed": 1}
    rows = dict(row.split("\t")[::6][:2] for row in Reader(tmp_path / "clean").verdicts())
    assert rows["rows.jsonl#3"] == f"the plugin {name}:columns failed: ValueError: 三"
    assert rows["more/0.text"] == f"{name}:keep: a five"
    found = Reader(tmp_path / "clean").article("rows.jsonl#2")
    size = len(found.text)
    own = {"labels": [1], "parts": ["a"], "size": size}
    own |= {"source_date": "mine", "source_kind": "story"}
    assert found.columns == own
    assert (found.extra, found.source_id) == (None, "1")
    assert list(faults(tmp_path / "clean")) == []
    # A second run makes nothing new; without the plugins all are there again.
    before = files(tmp_path / "clean")
    run(raw, tmp_path / "clean", given)
    assert files(tmp_path / "clean") == before
    assert run(raw, tmp_path / "clean", options(format=form)).fates == {"kept": 8}


def test_a_plugin_that_is_not_there_is_told_before_anything_is_done(raw: Path, tmp_path: Path):
    with pytest.raises(Fault, match="no_such_module"):
        run(raw, tmp_path / "clean", options(plugins={"keep": ["no_such_module:keep"]}))


def test_a_package_names_a_plugin_as_an_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "density.py").write_text("def density(article): return {'density': 1}\n")
    told = tmp_path / "density-1.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: density\nVersion: 1\n")
    (told / "entry_points.txt").write_text(
        "[article_pipeline.plugins]\ndensity = density:density\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert own.loaded("density", "").__name__ == "density"


def test_kept_fields_are_columns_of_the_rows(raw: Path, tmp_path: Path):
    run(raw, tmp_path / "clean", options(keep_fields=["labels", "id"]))
    lines = (tmp_path / "clean/articles/00000.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row.get("labels") for row in rows if row["path"].startswith("rows")] == [
        [0],
        [1],
        [2],
        [3],
    ]
    assert [row["source_id"] for row in rows if row["path"].startswith("rows")] == list("0123")


# --- what is read


@pytest.mark.parametrize(
    ("choice", "paths"),
    [
        ({"include": ["*.txt"]}, {"more/1.txt", "more/3.txt"}),
        ({"exclude": ["more/**", "*.md"]}, {f"rows.jsonl#{i}" for i in range(1, 5)}),
        ({"include": ["more/*"], "exclude": ["1.*"]}, {"more/0.text", "more/2.text", "more/3.txt"}),
        ({"limit": 3}, {"more/0.text", "more/1.txt", "more/2.text"}),
    ],
)
def test_only_what_is_chosen_is_read(choice: dict[str, object], paths: set[str], raw: Path):
    assert set(cleaned(raw, options(**choice)).verdicts) == paths


def test_a_sample_is_the_same_each_time_and_part_of_a_larger_one(raw: Path):
    few, again, more = (set(cleaned(raw, options(sample=n)).verdicts) for n in (3, 3, 6))
    assert few == again and few < more and (len(few), len(more)) == (3, 6)


def test_a_pattern_means_what_it_means_in_a_shell():
    for pattern, fits, does_not in (
        ("*.html", "a/b/c.html", "a/c.htm"),
        ("a/*.html", "a/c.html", "a/b/c.html"),
        ("a/**", "a/b/c.html", "b/a/c"),
        ("**/drafts/*", "x/drafts/a", "x/drafts/a/b"),
        ("page?.txt", "page1.txt", "page10.txt"),
    ):
        assert FileChoice(include=(pattern,)).takes(fits), pattern
        assert not FileChoice(include=(pattern,)).takes(does_not), pattern


def test_a_dry_run_tells_what_would_be_read(raw: Path):
    lines = list(forecast(raw, options(exclude=["*.jsonl"])))
    assert lines[0] == "4 files of 0.0 MB would be read:"
    assert lines[1:3] == ["  2 files .text, 0.0 MB", "  2 files .txt, 0.0 MB"]
    assert lines[-1].endswith("nothing was written.")
