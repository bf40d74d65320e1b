"""What is unsure is kept, flagged with a reason, and counted in the closing sentence."""

import orjson
import pytest

from pipeline.corpus import folder, tsv
from tests.made.faults import put, run

STORY = "春天的河边有一排柳树，孩子们在树下放风筝，老人坐在长椅上，看着远处的船慢慢开过去。"


@pytest.fixture(scope="module")
def flagged(tmp_path_factory: pytest.TempPathFactory):
    """Which flags the pages of a run have: in their row, in their verdict, in the sentence."""
    top = tmp_path_factory.mktemp("flags")
    pages = {
        "sound.txt": STORY,
        "short.txt": "春天的河边有柳树。",
        "font.txt": "镇上的钟楼停了三年，\ue123\ue456\ue789修钟的人从外省赶来，带着一箱旧零件。",
        "letters.txt": "ABC-123 GTX 4090 RTX, 12 34 56 78.",
        "base64.txt": "果园的主人清早就去了集市，卖掉了两筐梨。\n" + ("QUJD" * 19 + "\n") * 4,
        "tiny.txt": "好的",
    }
    put(top / "raw", pages)
    outcome = run(top / "raw", top / "clean")
    reader = folder.Reader(top / "clean")
    verdicts = {row["path"]: row for row in map(tsv.verdict_row, reader.verdicts())}
    rows = {}
    for shard in (top / "clean" / "articles").glob("*.jsonl"):
        for line in shard.read_bytes().splitlines():
            row = orjson.loads(line)
            rows[row["path"]] = row
    return rows, verdicts, outcome.sentence(top / "clean")


@pytest.mark.parametrize(
    ("path", "flags"),
    [
        ("sound.txt", []),
        ("short.txt", ["short"]),
        ("font.txt", ["unreadable"]),
        ("letters.txt", ["language"]),
        ("base64.txt", ["transfer-encoding"]),
    ],
)
def test_a_flag_stands_in_the_row_and_in_the_verdict(flagged, path, flags):
    rows, verdicts, _ = flagged
    assert (rows[path]["flags"], verdicts[path]["flags"]) == (flags, " ".join(flags))


def test_an_article_of_fewer_than_five_letters_is_empty(flagged):
    _, verdicts, _ = flagged
    assert (verdicts["tiny.txt"]["fate"], verdicts["tiny.txt"]["why"]) == (
        "empty",
        "fewer than 5 letters",
    )


def test_the_closing_sentence_counts_the_flags(flagged):
    sentence = flagged[2]
    assert "1 to look at: it has fewer than 20 letters (short.txt)." in sentence.splitlines()
