"""The page a person looks at: one file, whole in itself, made of what was gathered.

Nothing in it is fetched, and its content security policy forbids everything but the style and the
scripts that stand in it, by their hashes. Data reaches the page escaped, or as JSON that
the script turns into text nodes.
"""

import base64
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.boilerplate.learn.learned import Learned
from pipeline.corpus.folder import Output
from pipeline.report import clusters, drilldown, shown, tables
from pipeline.report.chinese import chinese
from pipeline.report.clusters import Cluster, ComparedPage
from pipeline.report.progress import Step
from pipeline.report.stats import Statistics

_HERE = Path(__file__).parent
_SCRIPTS = ("page.js", "samples.js")  # in this order

_LARGEST = 8_000_000
"""Bytes of a report: so much opens at once on a phone."""

# Samples fill at most so much of it, articles this part of that; the rest is for tables.
_ROOM, _READ = 5_500_000, 0.6


def report_page(
    gathered: Statistics,
    rules: Sequence[Learned],
    times: Sequence[Step] = (),
    *,
    form: str = "md",
    flagged: Sequence[str] = (),
    served: bool = False,
    crowded: frozenset[str] = frozenset(),
) -> str:
    """The report on a corpus, as HTML of less than 8 MB.

    `form` says whether articles are files that rows can lead to, and `crowded` which of them have
    a name of their own; `served` makes rows lead to the
    local server instead.
    """

    def made(room: int) -> str:
        told = shown.SampleRules({rule.id: rule.why for rule in rules})
        read = (shown.sample_page(one, told) for one in gathered.articles())
        articles = shown.bounded(read, int(room * _READ), _size)
        samples = _clusters(gathered.chosen, gathered.compared, int(room * (1 - _READ)))
        places = {one["of"]: f"#cluster-{i}" for i, one in enumerate(samples) if one["folded"]}
        return _rendered(
            {"rules": told.rows, "articles": articles, "clusters": samples},
            single=False,
            served=served,
            flagged=flagged,
            has_articles=bool(articles),
            has_clusters=bool(samples),
            times=tables.times(times),
            **tables.tables(gathered, rules, drilldown.RowLinks(form, served, places, crowded)),
        )

    page = made(_ROOM)
    over = len(page.encode()) - _LARGEST
    # Long paths and signs that are escaped can make the tables larger than they mostly are.
    return page if over < 0 else made(max(_ROOM - over - _ROOM // 10, 0))


def article_page(
    output: Output,
    rules: Sequence[Learned],
    cluster: tuple[Cluster, Mapping[str, ComparedPage]] | None = None,
    *,
    served: bool = False,
) -> str:
    """The page on a single input, with the cluster that it is in, as HTML."""
    told = shown.SampleRules({rule.id: rule.why for rule in rules})
    one = shown.sample_page(output, told)
    found = _clusters([cluster[0]], cluster[1], _ROOM) if cluster else []
    data = {"rules": told.rows, "articles": [one], "clusters": found}
    return _rendered(
        data,
        single=True,
        served=served,
        heading=one["title"] or one["path"],
        path=one["path"],
        fate=one["fate"],
        why=one["why"][0],
        has_articles=True,
        has_clusters=bool(found),
    )


def _clusters(every: Iterable[Cluster], pages: Mapping[str, ComparedPage], room: int) -> list[Any]:
    made = (clusters.cluster_data(one, pages) for one in every)
    return shown.bounded((one for one in made if one), room, _size)


def listing_page(rows: Sequence[Mapping[str, Any]], **known: Any) -> str:
    """A page of verdicts, for the local server."""
    return _rendered({}, template="list.html", served=True, single=True, rows=rows, **known)


def _size(one: Any) -> int:
    return len(_json(one).encode())


def _rendered(data: Mapping[str, Any], template: str = "report.html", **known: Any) -> str:
    form = "'self'" if known["served"] else "'none'"
    style, scripts = _file("report.css"), [_file(name) for name in _SCRIPTS]
    allowed = " ".join(map(_hash, scripts))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {allowed}; "
        f"img-src data:; base-uri 'none'; form-action {form}"
    )
    return (
        _environment()
        .get_template(template)
        .render(
            {
                "heading": "",
                "view": "both",
                "policy": policy,
                "style": Markup(style),
                "code": list(map(Markup, scripts)),
                "data": Markup(_json({**data, "words": _words()})),
                **known,
            }
        )
    )


def _json(data: Mapping[str, Any]) -> str:
    """JSON that can stand inside of a script element, whatever its strings hold."""
    text = orjson.dumps(data).decode()
    for sign in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(content.encode()).digest()).decode()}'"


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["words"] = _words()
    found.filters["chinese"] = chinese
    return found


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(_file("words.toml"))
