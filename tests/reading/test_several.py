"""Several RAWs, patterns and lists: one corpus, whose paths do not depend on what else is given."""

from pathlib import Path

import pytest

from pipeline import Pipeline
from pipeline.model.errors import Fault
from pipeline.reading.plan import listed_files
from pipeline.reading.several import choose_raw

TEXT = "第{}天，渡口的老船工仍要把缆绳检查一遍，再把船舱里的积水舀干净。\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with pages of two years and a file of records."""
    for i, name in enumerate(("news/2021/a.txt", "news/2022/b.txt", "news/2022/c.html", "d.txt")):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT.format(i) * 3, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(*raws: str | Path) -> list[str]:
    raw, only = choose_raw(raws)
    return [part.file for part in listed_files(raw, only=only)]


def test_pages_of_several_are_called_by_their_paths_from_here(here: Path):
    assert read("news/2022", "d.txt") == ["d.txt", "news/2022/b.txt", "news/2022/c.html"]
    assert read("news/2022", "news", here / "news/2021/a.txt") == [
        "news/2021/a.txt",
        "news/2022/b.txt",
        "news/2022/c.html",
    ]


def test_one_of_them_is_itself(here: Path):
    assert choose_raw(["news"]) == (Path("news"), ())
    assert read("news/2022") == ["b.txt", "c.html"]


def test_a_pattern_and_a_list_name_files(here: Path):
    assert read("news/*/*.txt") == ["news/2021/a.txt", "news/2022/b.txt"]
    assert read("**/*.html") == ["news/2022/c.html"]
    (here / "list.txt").write_text("news/2021\r\n\nd.txt\n*/2022/*.html\n")
    assert read("@list.txt") == ["d.txt", "news/2021/a.txt", "news/2022/c.html"]


def test_a_file_that_is_called_like_a_pattern_is_that_file(here: Path):
    (here / "a[1].txt").write_text(TEXT)
    assert choose_raw(["a[1].txt"]) == (Path("a[1].txt"), ())


def test_pages_from_elsewhere_are_called_from_the_folder_that_all_lie_in(
    here: Path, monkeypatch: pytest.MonkeyPatch
):
    (here / "work").mkdir()
    monkeypatch.chdir(here / "work")
    assert read("../news/2021", here / "news/2022") == [
        "2021/a.txt",
        "2022/b.txt",
        "2022/c.html",
    ]


@pytest.mark.parametrize(
    ("raws", "why"),
    [
        (("news", "none"), "none: no such file or folder"),
        (("news/*.pdf",), "news/*.pdf: fits no file"),
        (("@none.txt",), "@none.txt: No such file"),
        (("@empty.txt",), "@empty.txt: names no path"),
        (("@nested.txt",), "@nested.txt: names another list"),
        (("-", "news"), "-: stands alone"),
        (("s3://a/b", "news"), "s3://a/b: stands alone"),
    ],
)
def test_what_names_nothing_is_told(here: Path, raws: tuple[str, ...], why: str):
    (here / "empty.txt").write_text("\n")
    (here / "nested.txt").write_text("@list.txt\n")
    with pytest.raises(Fault) as told:
        choose_raw(raws)
    assert str(told.value).startswith(why)


@pytest.mark.check
def test_a_run_over_several_reads_no_other_and_notices_what_changes(here: Path):
    pipeline = Pipeline(["news/2021", "d.txt"], "clean", format="jsonl", workers=1)
    assert pipeline.run().fates == {"kept": 2}
    assert [article.path for article in pipeline.articles()] == ["d.txt", "news/2021/a.txt"]
    (here / "news/2022/b.txt").write_text("改了", "utf-8")
    done = (here / "clean/.state/done.json").stat().st_mtime_ns
    assert pipeline.run().fates == {"kept": 2}
    assert (here / "clean/.state/done.json").stat().st_mtime_ns == done
    (here / "d.txt").write_text(TEXT.format("九") * 5, "utf-8")
    assert pipeline.run().fates == {"kept": 2}
    assert "第九天" in pipeline.article("d.txt").text


def test_a_folder_of_pages_is_not_taken_for_clean(here: Path):
    with pytest.raises(Fault, match="news/2022: holds other files; give the folder to write to"):
        Pipeline(["d.txt", "news/2021"], "news/2022", workers=1).run()
    with pytest.raises(Fault, match="lies inside"):
        Pipeline(["d.txt", "news"], "news/clean", workers=1).run()
