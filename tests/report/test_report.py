"""What stands in the report; tests/test_report_seen.py looks at it in a browser."""

import pickle
import re
import socket
import threading
import tomllib
import urllib.error
import urllib.request
from pathlib import Path
from unittest import mock

import pytest

from pipeline import Pipeline, stages
from pipeline.boilerplate.learn.watermarks_learned import ADDRESS, JAMMED, WITHIN
from pipeline.corpus import formats
from pipeline.corpus.folder import Output
from pipeline.duplicates.duplicates import Fold
from pipeline.model import ledger
from pipeline.model.article import Article, Verdict
from pipeline.model.edits import FINISHING, PREPARING, Edit, Text, undo
from pipeline.model.flags import FLAGS
from pipeline.model.spans import paragraphs, spans
from pipeline.report import lookup, rebuild
from pipeline.report.chinese import chinese
from pipeline.report.clusters import (
    ComparedPage,
    chosen_clusters,
    cluster,
    cluster_data,
    page_differences,
)
from pipeline.report.page import report_page
from pipeline.report.serve import server
from pipeline.report.stats import Statistics
from tests.made.limits import at_most
from tests.made.report_corpus import BUS, cleaned, data_of, outputs


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pages, cleaned."""
    return cleaned(tmp_path_factory.mktemp("report"))


def test_every_stage_has_its_place_a_word_and_a_colour():
    called = re.findall(r'text\.apply\("([a-z]+)', Path(stages.__file__).read_text("utf-8"))
    told = Path(rebuild.__file__).parent
    words = tomllib.loads((told / "words.toml").read_text("utf-8"))
    style = (told / "report.css").read_text("utf-8")
    assert {*called} == {*PREPARING, *FINISHING}
    assert [one for one in called if one not in words or f".k-{one}" not in style] == []


def test_spans_give_the_source_and_the_article_of_every_page(clean: Path):
    for output in outputs(clean):
        text, rows = output.text, ledger.read_entry(output.ledger).rows
        source = undo(text, rows)
        found = spans(source, rows)
        assert "".join(span.old for span in found) == source, output.verdict.path
        assert "".join(span.new for span in found) == text, output.verdict.path
        assert [span for line in paragraphs(found) for span in line if span.row] == [
            span for span in found if span.row
        ]


def test_what_a_later_stage_took_of_an_earlier_ones_text_is_laid_to_neither_side():
    page = Text("甲A乙")
    page.apply("repair", [Edit(1, 2, "BB", "widen")])
    page.apply("strip", [Edit(0, 2, "", "cut")])
    assert [(old, new, row and row.rule) for old, new, row in spans("甲A乙", page.rows)] == [
        ("甲", "", "cut"),
        ("A", "B", "widen"),
        ("乙", "乙", None),
    ]


def test_the_report_counts_what_the_verdicts_say(clean: Path):
    gathered = Statistics((), ())
    for output in outputs(clean):
        gathered.add(output)
    rows = (clean / "verdicts.tsv").read_text("utf-8").splitlines()[1:]
    for fate in ("kept", "duplicate", "empty", "failed"):
        assert gathered.fates[fate] == sum(row.split("\t")[2] == fate for row in rows)
    came, lost = gathered.characters["in"], sum(gathered.lost.values())
    assert came - lost == gathered.characters["out"]


def test_neither_the_order_of_the_pages_nor_how_they_are_shared_out_matters(clean: Path):
    every = outputs(clean)
    folds = [
        Fold(one.path, one.of, "near", one.similarity or 0.0)
        for one in (ledger.read_entry(output.ledger).verdict for output in every)
        if one.of
    ]
    assert folds
    pages = []
    for shares in ([every], [every[::-1]], [every[i::3] for i in range(3)]):
        gathered = Statistics(folds, ())
        for share in shares:
            part = pickle.loads(pickle.dumps(gathered.part()))  # as it goes to a worker
            for output in share:
                part.add(output)
            gathered.merge(part)
        pages.append(report_page(gathered, lookup.known_rules(clean)))
    assert pages[0] == pages[1] == pages[2]


@pytest.mark.check
def test_only_the_times_differ_between_two_runs(clean: Path, tmp_path: Path):
    Pipeline(clean.parent / "raw", tmp_path / "clean", workers=2).run()

    def timeless(folder: Path) -> str:
        page = (folder / "report.html").read_text("utf-8")
        return re.sub(r'<section id="time".*?</section>|<!-- sha256.*', "", page, flags=re.S)

    assert timeless(tmp_path / "clean") == timeless(clean)


def test_the_report_can_be_made_again_from_what_lies_there(clean: Path):
    assert data_of(rebuild.rebuild_report(clean)) == data_of(
        (clean / "report.html").read_text("utf-8")
    )


def test_a_report_is_small_and_holds_no_hostile_markup(clean: Path):
    page = (clean / "report.html").read_text("utf-8")
    assert len(page.encode()) < 2_000_000
    assert page.count("<script") == 3, "its data and its two scripts"
    assert "<img" not in page
    assert "\u202e" not in page
    assert re.search(r'(?:href|src)="(?:javascript|https?|//)', page) is None


def test_texts_that_repeat_one_sign_are_compared_at_once():
    with at_most(1):  # it took minutes
        for one, other in (("，" * 6000, "，" * 5999 + "。"), ("河" * 3000, "河" * 2999 + "水")):
            tokens = [token for line in page_differences(one, other) for token in line]
            assert "".join(t if isinstance(t, str) else t[2] for t in tokens) == other


@pytest.mark.check
@pytest.mark.parametrize("sign", ["河", "<"], ids=["Han", "signs that are escaped"])
def test_a_report_on_long_pages_paths_and_clusters_stays_below_8_mb(sign: str):
    folds = [Fold(f"{'长' * 300}/{i}", f"kept/{i % 40}", "near", 0.7) for i in range(200)]
    gathered = Statistics(folds, ())
    paths = [fold.path for fold in folds] + [f"kept/{i}" for i in range(40)]
    for i, path in enumerate(paths):
        page = Text(f"{i}{sign * 120}。\n" * 150)
        cuts = [Edit(at, at + 9, "", f"rule-{i}-{at % 7}") for at in range(0, 15_000, 29)]
        page.apply(("repair", "strip", "marks", "head")[i % 4], cuts)
        verdict = Verdict(path, f"{i * 7919 % 1000:064x}", "kept")
        article = formats.jsonl_row(Article(verdict.id, verdict.path, *(None,) * 7, page.now))
        line = ledger.Entry(verdict, "s", "t", "a", "utf-8", "strict", 0.0, {}, page.rows).line()
        gathered.add(Output(article, line))
    made = report_page(gathered, ())
    assert len(made.encode()) < 8_000_000
    assert data_of(made)["articles"]
    assert data_of(made)["clusters"]


def test_differences_are_those_between_the_texts():
    one = "第一段没有变。\n第二段改了一个字。\n"
    other = "第一段没有变。\n第二段换了一个字。\n第三段。\n"
    tokens = [token for line in page_differences(one, other) for token in line]
    assert "".join(t if isinstance(t, str) else t[1] for t in tokens) == one
    assert "".join(t if isinstance(t, str) else t[2] for t in tokens) == other
    assert [-1, "改", "换"] in tokens


def test_clusters_of_the_least_similar_pairs_come_first_and_the_largest_is_among_them():
    folds = [Fold(f"copy/{i:03}", f"kept/{i:03}", "near", 0.7 + i / 1000) for i in range(200)]
    folds += [Fold(f"more/{i:03}", "kept/large", "exact", 1.0) for i in range(30)]
    found = chosen_clusters(reversed(folds))
    assert [one.of for one in found[:12]] == [f"kept/{i:03}" for i in range(12)]
    assert [one.size for one in found if one.of == "kept/large"] == [31]
    assert len(found) < 30
    assert found == chosen_clusters(folds)


def test_a_cluster_shows_each_copy_beside_the_kept_page_and_what_both_say_of_themselves():
    folds = [Fold("b", "a", "near", 0.9), Fold("c", "a", "exact", 1.0), Fold("d", "a", "near", 0.8)]
    kept = ComparedPage("河边有柳。\n", 6, {"title": "柳", "date": "2020-01-01"})
    other = ComparedPage("河边有杨。\n", 6, {"title": "柳"})
    found = cluster_data(cluster("a", folds, 2), {"a": kept, "b": other, "d": other})
    assert found
    assert (found["size"], [copy["path"] for copy in found["copies"]]) == (4, ["d", "b"])
    assert found["copies"][0]["facts"] == [["title", "柳", "柳"], ["date", "2020-01-01", ""]]
    assert [-1, "柳", "杨"] in found["copies"][0]["lines"][0]
    assert cluster_data(cluster("a", folds), {"a": kept}) is None


def test_the_page_on_one_input_shows_the_cluster_it_is_in(clean: Path):
    verdicts = [ledger.read_entry(output.ledger).verdict for output in outputs(clean)]
    copies = [verdict for verdict in verdicts if verdict.of]
    for path in (copies[0].path, copies[0].of):
        (found,) = data_of(rebuild.rebuild_article(clean, path or ""))["clusters"]
        assert found["of"] == copies[0].of
        assert copies[0].path in [copy["path"] for copy in found["copies"]]
    assert data_of(rebuild.rebuild_article(clean, BUS))["clusters"] == []


def test_what_was_learned_and_every_verdict_has_its_chinese(clean: Path):
    said = [
        *(rule.why for rule in lookup.known_rules(clean)),
        *(ledger.read_entry(output.ledger).verdict.why for output in outputs(clean)),
    ]
    assert [one for one in said if one and chinese(one) == one] == []


def test_every_warning_of_a_run_has_its_chinese():
    said = [
        "1,001 pages would be one (a/b.txt); they are kept (--guard off: folded).",
        "river.example would lose 51 of 100 pages; they are kept (--guard off: folded).",
        *(f"4 to look at: {flag.why} (a/b.txt, c.txt, d.txt …)." for flag in FLAGS.values()),
    ]
    assert [one for one in said if chinese(one) == one] == []


def test_every_kind_of_learned_rule_has_its_chinese():
    ends = [
        f"It {place} 9 paragraphs of {pages}, "
        "where the sentence is over and nothing of the article can stand."
        for place in ("begins", "ends")
        for pages in ("1 document with 1 title", "3 documents with 3 different titles")
    ]
    lines = [
        f"It stands in the {place}: {share} share this line{end}."
        for place in ("head", "tail")
        for share in ("5 different titles", "80% of the site's titles")
        for end in ("", ", beyond other boilerplate")
    ]
    site = "It stands in the tail: 80% of the site's titles share this line"
    said = [JAMMED, WITHIN, ADDRESS, *ends, *lines, f"{site}, beside other boilerplate."]
    assert [one for one in said if chinese(one) == one] == []
    assert chinese(said[3]) == "它出现在 9 个段落（1 个页面、1 个标题）的开头，那里不可能是正文。"


def test_every_number_leads_to_rows_that_are_there(clean: Path):
    page = (clean / "report.html").read_text("utf-8")
    asked = set(re.findall(r'href="#([\w-]+)"', page))
    there = set(re.findall(r' id="([\w-]+)"', page))
    clusters = {f"cluster-{i}" for i in range(len(data_of(page)["clusters"]))}
    assert len(asked) > 50
    assert asked <= there | clusters


def test_the_report_says_what_to_look_at_first(clean: Path):
    page = (clean / "report.html").read_text("utf-8")
    first = re.search(r'<div class="next">.*?</div>', page, re.S)
    assert first
    assert re.findall(r'href="(#[\w-]+)"', first[0]) == [
        "#rows-fate-failed",
        "#clusters",
        "#rules",
        "#read",
        "#rows-fate-empty",
    ]
    assert 'class="next"' not in report_page(Statistics((), ()), ())


def test_the_server_answers_only_here_and_only_reads(clean: Path):
    with server(clean, 0) as pages:
        assert pages.server_address[0] == "127.0.0.1"
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        top = f"http://127.0.0.1:{pages.server_address[1]}"

        def get(path: str, **headers: str) -> tuple[int, str]:
            try:
                request = urllib.request.Request(top + path, headers=headers)
                with urllib.request.urlopen(request) as answer:
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as error:
                return error.code, error.read().decode()

        assert get("/")[0] == 200
        code, listed = get("/list?q=night-bus")
        assert (code, listed.count('<th scope="row">')) == (200, 1)
        code, page = get(f"/article?path={BUS}")
        assert [one["path"] for one in data_of(page)["articles"]] == [BUS]
        assert get("/article?path=../../etc/passwd")[0] == 404
        assert get("/ledger/00000.jsonl")[0] == 404
        assert get("/", Host="harbour.example")[0] == 403
        with pytest.raises(urllib.error.HTTPError, match="501"):
            urllib.request.urlopen(top, data=b"")
        with socket.create_connection(pages.server_address[:2]) as line:
            line.sendall(b"GET http://[/ HTTP/1.0\r\nHost: 127.0.0.1:1\r\n\r\n")
            assert b" 400 " in line.makefile("rb").readline()
        brief = mock.patch("pipeline.report.serve._Pages.timeout", 0.1)
        with brief, socket.create_connection(pages.server_address[:2]) as line:
            assert line.recv(1) == b"", "a connection that says nothing is closed"
        pages.shutdown()
