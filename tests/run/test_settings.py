"""Options of a run: which of them decide what it writes."""

from dataclasses import dataclass, fields, replace
from pathlib import Path

from pipeline.api import RunOptions
from pipeline.run.settings import Options
from pipeline.run.up_to_date import inputs_of

HOW = {"workers": 3, "on": "ray", "allow_shrink": True, "folder": "elsewhere"}
OTHER = {
    "format": "jsonl",
    "ledger": "parquet",
    "duplicates": "keep",
    "folds": ("near",),
    "guard": "off",
    "keep": "latest",
    "guards": {"host.example": "off"},
    "script": "keep",
    "text": "markdown",
    "links": "markdown",
    "replies": "keep",
    "fields": {"text": "body"},
    "keep_fields": ("labels",),
    "filter": {"min_letters": 5},
    "plugins": {"keep": ("tests.run.test_settings:nothing",)},
    "rules": ("none.toml",),
    "disable": ("buttons",),
    "include": ("*.txt",),
    "exclude": ("*.txt",),
    "against": ("elsewhere",),
    "limit": 1,
    "sample": 1,
    "pairs": 1,
    "table": True,
    "card": {},
    "only": ("page.txt",),
}


def nothing(_: object) -> None:
    """A plugin that keeps everything."""


@dataclass(frozen=True)
class More(Options):
    """Options to which one was added."""

    added: str = "no"


def test_every_option_decides_whether_a_run_has_anything_to_do_but_how_it_is_done(tmp_path: Path):
    (tmp_path / "page.txt").write_text("一页")
    before = inputs_of(tmp_path, Options())
    assert {one.name for one in fields(Options)} == {*HOW, *OTHER}
    for name, value in HOW.items():
        assert inputs_of(tmp_path, replace(Options(), **{name: value})) == before, name
    for name, value in OTHER.items():
        assert inputs_of(tmp_path, replace(Options(), **{name: value})) != before, name


def test_every_option_has_a_type_in_python():
    names = {one.name for one in fields(Options)}
    assert RunOptions.__annotations__.keys() == names - {"only"}


def test_an_option_that_is_added_decides_too(tmp_path: Path):
    (tmp_path / "page.txt").write_text("一页")
    digests = {inputs_of(tmp_path, options) for options in (More(), More(added="yes"))}
    assert len(digests) == 2


def test_the_order_of_words_and_columns_decides_nothing():
    one = Options(folds=("near", "revision"), fields={"text": "a", "date": "b"})
    other = Options(folds=("revision", "near"), fields={"date": "b", "text": "a"})
    assert one.deciding() == other.deciding()
