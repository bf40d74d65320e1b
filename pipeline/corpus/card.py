"""The card of a corpus: `README.md` with front matter, as Hugging Face reads it, and Croissant.

Both are made of CLEAN alone, so that they can be checked, and say nothing that is not known: who
publishes a corpus states its name, license, description and address in `[card]`.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from pipeline.corpus import files, folder
from pipeline.corpus.folder import Reader
from pipeline.model.article import site_of

README, CROISSANT = "README.md", "croissant.json"
_MADE = "<!-- Made by article-pipeline run --card; the next run writes it anew. -->"
_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"))
_LARGE = "1M<n<10M"
_MEDIA = {"jsonl": "application/jsonlines", "parquet": "application/x-parquet"}
_TYPES = {"schema": "sc:Integer", "copies_count": "sc:Integer", "date": "sc:Date", "url": "sc:URL"}
# How the work was done, or the card itself: no one's business who reads what came of it.
_HOW = frozenset(("card", "workers", "on", "allow_shrink", "table"))
_MANY = 20  # sites that are named
_TEMPLATE = Path(__file__).with_name("card.txt")
_TRIMMED: Any = {"trim_blocks": True, "lstrip_blocks": True}


class _Counted(NamedTuple):
    """What the articles of a CLEAN come to."""

    articles: int
    letters: int
    languages: Counter[str]
    sites: Counter[str]
    first: str
    last: str


def column_notes() -> dict[str, Any]:
    """What each column of an article holds, by name, in the order of a row."""
    return _table("columns.toml")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


def is_own_card(clean: Path) -> bool:
    """Whether the README of a folder is a card, or there is none."""
    try:
        return _MADE.encode() in files.read_bytes(clean, README)
    except FileNotFoundError:
        return True


def cards(clean: Path) -> dict[str, bytes]:
    """Both cards of a complete CLEAN, by the name of their files."""
    run: dict[str, Any] = orjson.loads(files.read_bytes(clean, folder.RUN_FILE))
    said = {"name": "Articles", "license": "unknown", **run["options"]["card"]}
    counted = _counted(clean)
    croissant = _croissant(clean, run, said)
    return {
        README: _readme(run, said, counted).encode(),
        CROISSANT: orjson.dumps(croissant, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE),
    }


def _counted(clean: Path) -> _Counted:
    languages, sites, dates = Counter[str](), Counter[str](), ["", ""]
    letters = 0
    for article in Reader(clean).articles("kept"):
        letters += sum(map(str.isalnum, article.text))
        languages[article.language or "und"] += 1
        sites[site_of(article.url or "") or "unknown"] += 1
        if article.date:
            dates = [min(dates[0] or article.date, article.date), max(dates[1], article.date)]
    return _Counted(sites.total(), letters, languages, sites, *dates)


def _readme(run: Mapping[str, Any], said: Mapping[str, str], counted: _Counted) -> str:
    form = run["options"]["format"]
    languages = [name for name, _ in counted.languages.most_common() if name != "und"]
    size = next((name for most, name in _SIZES if counted.articles < most), _LARGE)
    head = {"pretty_name": said["name"], "license": said["license"], "language": languages}
    lines = ["---", *(f"{key}: {_yaml(value)}" for key, value in head.items())]
    lines += [f"size_categories: [{_yaml(size)}]", "task_categories: [text-generation]"]
    if form in _MEDIA:
        files_ = f'[{{split: train, path: "articles/*.{form}"}}]'
        lines += ["configs:", f"  - {{config_name: default, data_files: {files_}}}"]
    fates = ", ".join(f"{count:,} {fate}" for fate, count in run["fates"].items())
    dates = f", of {counted.first} to {counted.last}" if counted.first else ""
    sites = ", ".join(f"{name} {count:,}" for name, count in counted.sites.most_common(_MANY))
    more = f" and {len(counted.sites) - _MANY:,} more" if len(counted.sites) > _MANY else ""
    tongues = ", ".join(f"{name} {count:,}" for name, count in counted.languages.most_common())
    unsaid: tuple[Any, ...] = (None, "", [], {}, 0)
    stated = {k: v for k, v in run["options"].items() if k not in _HOW and v not in unsaid}
    from jinja2 import Template

    template = Template(_TEMPLATE.read_text("utf-8"), keep_trailing_newline=True, **_TRIMMED)
    page: str = template.render(
        lines=lines,
        made=_MADE,
        said=said,
        counted=counted,
        dates=dates,
        tongues=tongues,
        sites=f"{sites or 'none'}{more}",
        fates=fates,
        run=run,
        stated=stated,
        columns=column_notes(),
    )
    return page


def _yaml(value: Any) -> str:
    """A value as JSON, which YAML reads."""
    return orjson.dumps(value).decode()


def _croissant(clean: Path, run: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, Any]:
    form = run["options"]["format"]
    shards = [(name, digest) for digest, name in folder.sums(clean) if name.startswith("articles/")]
    found = {
        "@context": _table("croissant.toml"),
        "@type": "sc:Dataset",
        "name": said["name"],
        "description": said.get("description", "Articles cleaned by article-pipeline."),
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "license": said["license"],
        **({"url": said["url"]} if "url" in said else {}),
        "version": run["article-pipeline"],
    }
    if form not in _MEDIA:  # a file an article: too many to list, and no table
        pages = {"@type": "cr:FileSet", "@id": "articles", "name": "articles"}
        return found | {
            "distribution": [
                pages | {"encodingFormat": "text/markdown", "includes": "articles/**/*.md"}
            ]
        }
    found["distribution"] = [
        {
            "@type": "cr:FileObject",
            "@id": name,
            "name": name,
            "contentUrl": name,
            "encodingFormat": _MEDIA[form],
            "sha256": digest,
        }
        for name, digest in shards
    ]
    return found | {"recordSet": [_records(name, form) for name, _ in shards]}


def _records(shard: str, form: str) -> dict[str, Any]:
    """The rows of a shard, with a field for each of our columns that is a plain value."""
    left = ("copies", "tags", "flags", "columns", *(("source", "extra") * (form == "jsonl")))
    return {
        "@type": "cr:RecordSet",
        "@id": f"rows/{shard}",
        "name": f"rows/{shard}",
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{shard}#{name}",
                "name": name,
                "description": told,
                "dataType": _TYPES.get(name, "sc:Text"),
                "source": {
                    "fileObject": {"@id": shard},
                    "extract": {"column": name} if form == "parquet" else {"jsonPath": f"$.{name}"},
                },
            }
            for name, told in column_notes().items()
            if name not in left
        ],
    }
