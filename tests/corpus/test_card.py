"""A dataset card says what a corpus holds, for people, Hugging Face and Croissant."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.corpus import card
from pipeline.corpus.verify import faults
from pipeline.model.errors import Fault
from pipeline.run import settings
from pipeline.run.settings import Options
from tests.made.faults import run

TEXT = "渡口的老船工今年七十三岁，每天清晨仍要把缆绳检查一遍。\n雾散以后，第一班船才慢慢离开石阶。"
WORDS = {"name": "渡口", "license": "CC-BY-4.0", "url": "https://a.example/corpus"}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Two articles of one site, one of them twice."""
    (tmp_path / "raw").mkdir()
    for i, day in enumerate(("2021-11-01", "2023-02-27", "2023-02-27")):
        row = {"text": TEXT[i // 2 * 30 :] * 3, "date": day, "url": f"https://a.example/{i}"}
        row["text"] = (
            TEXT if i else TEXT.replace("七十三", "八十六") + "\n桥通车了，人们都来看。" * 3
        )
        (tmp_path / "raw" / f"{i}.jsonl").write_text(json.dumps(row), "utf-8")
    return tmp_path / "raw"


@pytest.mark.parametrize("form", ["md", "jsonl", "parquet"])
def test_a_card_is_written_for_people_and_for_machines(form: str, raw: Path, tmp_path: Path):
    clean = tmp_path / "clean"
    run(raw, clean, Options(format=form, card=WORDS))
    said = (clean / "README.md").read_text("utf-8")
    head = dict(line.split(": ", 1) for line in said.split("---\n")[1].splitlines() if ": " in line)
    assert (head["pretty_name"], head["license"], head["language"]) == (
        '"渡口"',
        '"CC-BY-4.0"',
        '["zh"]',
    )
    assert ("articles/*." in said) == (form != "md")
    assert "2 articles with " in said and ", of 2021-11-01 to 2023-02-27." in said
    assert "- Inputs: 3: 1 duplicate, 2 kept." in said
    assert "- Sites: a.example 2\n" in said
    croissant = json.loads((clean / "croissant.json").read_text("utf-8"))
    assert (croissant["name"], croissant["url"]) == ("渡口", WORDS["url"])
    if form != "md":
        (shard,) = croissant["distribution"]
        content = (clean / shard["contentUrl"]).read_bytes()
        assert shard["sha256"] == sha256(content).hexdigest()
        (records,) = croissant["recordSet"]
        assert {"id", "title", "text"} <= {field["name"] for field in records["field"]}
    assert list(faults(clean)) == []


def test_the_card_is_the_same_whoever_did_the_work_and_goes_when_it_is_not_asked_for(
    raw: Path, tmp_path: Path
):
    clean, options = tmp_path / "clean", Options(format="jsonl", card={})
    run(raw, clean, options)
    before = (clean / "README.md").read_bytes(), (clean / "croissant.json").read_bytes()
    run(raw, tmp_path / "other", replace(options, workers=2, table=True))
    assert before == tuple((tmp_path / "other" / name).read_bytes() for name in card.cards(clean))
    (clean / "README.md").write_bytes(before[0].replace(b"license", b"licence"))
    assert list(faults(clean)) == ["README.md: was altered"]
    run(raw, clean, replace(options, card=None))
    assert not (clean / "README.md").exists() and not (clean / "croissant.json").exists()
    assert run(clean, tmp_path / "again", options).fates == {"kept": 2}


def test_a_readme_of_ones_own_is_left_alone(raw: Path, tmp_path: Path):
    clean = tmp_path / "clean"
    clean.mkdir()
    (clean / "README.md").write_text("mine")
    with pytest.raises(Fault, match=r"README\.md: is a file of your own; move it"):
        run(raw, clean, Options(format="jsonl", card={}))
    run(raw, clean, Options(format="jsonl"))
    assert (clean / "README.md").read_text() == "mine"


def test_the_words_of_a_card_stand_in_the_file_of_options(tmp_path: Path):
    config = tmp_path / "pipeline.toml"
    config.write_text('[card]\nname = "渡口"\n')
    assert settings.read_options(config, {"card": {}}).card == {"name": "渡口"}
    assert settings.read_options(None, {"card": {}}).card == {}
    config.write_text('[card]\nlicence = "CC0"\n')
    with pytest.raises(Fault, match=r"pipeline.toml:1: card.*name, license, description, url"):
        settings.read_options(config, {})
