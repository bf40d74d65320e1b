"""Articles written as Markdown, JSONL and Parquet come back as they were."""

import json
from pathlib import Path

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.corpus import tsv
from pipeline.corpus.formats import (
    OURS,
    from_row,
    jsonl_row,
    md_to_row,
    parquet_shard,
    row,
    row_to_md,
)
from pipeline.model.article import Article, Copy
from pipeline.reading import frontmatter
from pipeline.reading.plan import plan
from pipeline.reading.read import records

AWKWARD = (
    *("", "no", "null", "~", "2023-02-27", "1e3", "0x10", "- a", "a: b", "a #b", "#", "---"),
    *("...", "'", '"', '\\"', "\\", "a\nb", "a\r\nb", "\t", "\0", "\x7f", "\x85", "{}", "[]"),
    *("\N{LINE SEPARATOR}", "\N{ZERO WIDTH NO-BREAK SPACE}", "&a", "*a", "!x", "|", ">", "%", "@"),
    *("`", "“引号”", "😀", "\ufffe", " blank ", "true", "题:", "\N{IDEOGRAPHIC SPACE}"),
)
# Surrogates have no place in a decoded text; everything else has.
string = st.one_of(st.sampled_from(AWKWARD), st.text(st.characters(exclude_categories=["Cs"])))
known = st.none() | string
article = st.builds(
    Article,
    id=string,
    path=string,
    url=known,
    title=known,
    author=known,
    sitename=known,
    date=known,
    language=known,
    script=known,
    text=st.one_of(string, st.lists(string).map("\n".join)),
    copies=st.lists(st.builds(Copy, string, known, known, known), max_size=3).map(tuple),
    tags=st.lists(string, max_size=3).map(tuple),
)


def made(text: str = "一\n二", **fields: object) -> Article:
    whole = dict.fromkeys(("url", "title", "author", "sitename", "date", "language", "script"))
    return Article(**{"id": "1f", "path": "a.txt", **whole, "text": text, **fields})  # type: ignore[arg-type]  # made up


@given(article)
@example(made("---\n一"))
@example(made("\n\n一\n\n\n二\n"))
@example(made("\r\n一\r"))
@example(made("---\ntitle: 假\n---\n一"))
def test_an_article_comes_back_from_markdown_exactly(article: Article) -> None:
    md = row_to_md(row(article))

    assert md_to_row(md) == row(article)
    assert from_row(md_to_row(md)) == article
    assert md_to_row(md.encode().decode()) == row(article)


@given(article)
def test_an_article_comes_back_from_jsonl_exactly(article: Article) -> None:
    line = jsonl_row(article)

    assert line.count(b"\n") == 1 and line.endswith(b"\n")
    assert from_row(orjson.loads(line)) == article


@given(string | st.none() | st.lists(string))
def test_a_value_of_the_front_matter_is_one_line_of_printable_json(value: object) -> None:
    line = frontmatter.quoted(value)

    assert json.loads(line) == value
    assert len(line.splitlines()) == 1
    assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in line)


def test_values_that_yaml_reads_as_something_else_stay_strings() -> None:
    md = row_to_md(row(made(title="no", author="null", date="2023-02-27", sitename="1e3")))

    assert 'title: "no"\nauthor: "null"\nsitename: "1e3"\ndate: "2023-02-27"\n' in md


def test_paragraphs_stand_a_blank_line_apart() -> None:
    assert row_to_md(row(made("一\n二\n三"))).endswith("---\n\n一\n\n二\n\n三\n")


def test_a_file_without_front_matter_is_no_article_of_ours() -> None:
    with pytest.raises(ValueError, match="no front matter"):
        md_to_row("一\n\n二\n")


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("title: 题 # 注", {"title": "题"}),
        ("title: 'it''s'", {"title": "it's"}),
        ("title: a: b", {"title": "a: b"}),
        ("tags:\n- 甲\n- 乙", {"tags": ["甲", "乙"]}),
        ("tags: [甲, '乙']", {"tags": ["甲", "乙"]}),
        ("title: 题\nmenu:\n  main:\n    weight: 1", {"title": "题", "menu": None}),
        ("date: 2023-02-27\n\n# 注\ntitle:", {"date": "2023-02-27", "title": None}),
    ],
)
def test_front_matter_of_others_is_read(head: str, fields: dict[str, object]) -> None:
    assert frontmatter.split(f"---\n{head}\n---\n文\n") == (fields, "文\n")


@pytest.mark.parametrize(
    "text",
    [
        "---\n一\n---\n二",
        "---\n",
        "---\ntitle: 题\n没有结尾",
        "----\ntitle: 题\n----\n",
        "-- -\na: b\n---\n",
    ],
)
def test_a_text_between_rules_is_no_front_matter(text: str) -> None:
    assert frontmatter.split(text) is None


def test_cleaning_a_clean_folder_again_reads_the_same_articles(tmp_path: Path) -> None:
    articles = [
        made("一\n二", path="网/a.txt", title="no", tags=("甲", "乙,丙"), language="zh"),
        made("---\n三", path="b.jsonl#3", id="2a", copies=(Copy("c.txt", None, "站", None),)),
    ]
    (tmp_path / "verdicts.tsv").write_bytes(tsv.VERDICTS_HEADING)
    (tmp_path / "report.html").write_text("<html><p>not an article</p></html>")
    folder = tmp_path / "articles"
    (folder / "网").mkdir(parents=True)
    (folder / "网" / "a.txt.md").write_text(row_to_md(row(articles[0])))
    (folder / "shard.jsonl").write_bytes(jsonl_row(articles[1]))
    (folder / "shard.parquet").write_bytes(parquet_shard([row(made("四", path="d.txt"))]))

    found = [record for part in plan(tmp_path) for record in records(tmp_path, part)]

    assert [record.path for record in found] == ["b.jsonl#3", "d.txt", "网/a.txt"]
    assert [record.data.decode() for record in found] == ["---\n三", "四", "一\n二"]
    assert found[2].known == {"id": "1f", "title": "no", "language": "zh", "tags": "甲\n乙,丙"}
    assert json.loads(found[0].known["copies"]) == [articles[1].copies[0]._asdict()]


@settings(deadline=None)  # files are written
@given(articles=st.lists(article, max_size=3))
def test_articles_come_back_from_parquet_exactly(
    articles: list[Article], tmp_path_factory: pytest.TempPathFactory
) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    file = tmp_path_factory.mktemp("shards") / "shard.parquet"

    file.write_bytes(parquet_shard([*map(row, articles)]))

    assert [from_row(fields) for fields in pq.read_table(file).to_pylist()] == articles


def shard(folder: Path) -> Path:
    """A Parquet shard of 2,500 articles."""
    pytest.importorskip("pyarrow")
    file = folder / "shard.parquet"
    file.write_bytes(
        parquet_shard([row(made(f"文{i}", path=f"{i}.txt", tags=("甲",))) for i in range(2500)])
    )
    return file


def test_a_parquet_shard_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    first = shard(tmp_path).read_bytes()
    assert first == shard(tmp_path).read_bytes()


def test_duckdb_reads_a_parquet_shard(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    asked = f"select count(*), max(text) from '{shard(tmp_path)}' where tags[1] = '甲'"
    assert duckdb.sql(asked).fetchall() == [(2500, "文999")]


def test_datasets_loads_a_parquet_shard(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    found = datasets.load_dataset(
        "parquet", data_files=str(shard(tmp_path)), split="train", cache_dir=str(tmp_path / "cache")
    )
    assert (found.num_rows, found[999]["text"], found[0]["tags"]) == (2500, "文999", ["甲"])


@pytest.mark.parametrize("name", sorted(OURS - {"copies_count"}))
def test_a_column_of_ours_that_is_nonsense_is_told(name: str) -> None:
    with pytest.raises(ValueError, match=f"no article: {name}"):
        from_row({"id": "1", "path": "a.txt", "text": "文", name: True})
