"""What an earlier survey compared is not compared again, and comes to the same."""

import random
from collections.abc import Iterable, Iterator

import orjson

from pipeline.duplicates.carried import Carried
from pipeline.duplicates.compared import Block, PairRow
from pipeline.duplicates.duplicates import Settings, duplicates, here
from pipeline.duplicates.signature import sign
from pipeline.model.summary import Head
from tests.made.articles import article, edited

RNG = random.Random(3)
STORIES = [article(RNG) for _ in range(4)]
TEXTS = [text for story in STORIES for text in (story, edited(RNG, story, 0.03))]


def survey(texts: list[str], known: dict, *, titles: dict[int, str] | None = None):
    """What is found, how many pairs were compared for it, and what is kept for the next time."""
    asked: list[int] = []
    used: dict = {}

    def compare(blocks: Iterable[Block], settings: Settings) -> Iterator[PairRow]:
        for row in here(lambda some: [texts[i] for i in some])(blocks, settings):
            asked.append(1)
            yield row

    heads = [Head(f"{i}.txt", f"{i:064x}", title=(titles or {}).get(i)) for i in range(len(texts))]
    carried = Carried(known, used, lambda some: [texts[i].encode() for i in some])
    found = duplicates(heads, sign(texts), compare, Settings(pairs=99), carried)
    return found, len(asked), orjson.loads(orjson.dumps(used, default=tuple))


def test_the_same_pages_are_compared_once():
    first, compared, known = survey(TEXTS, {})
    assert compared == len(STORIES)
    assert survey(TEXTS, known) == (first, 0, known)


def test_one_page_more_is_compared_with_its_own_cluster_only():
    known = survey(TEXTS, {})[2]
    more = [*TEXTS, edited(random.Random(1), STORIES[0], 0.02), article(random.Random(8))]
    found, compared, kept = survey(more, known)
    assert compared == 3
    assert (found, kept) == survey(more, {})[::2]


def test_a_page_under_another_title_is_compared_again():
    known = survey(TEXTS, {})[2]
    assert survey(TEXTS, known, titles={0: "一个新标题"})[1] == 1


def test_texts_that_no_key_tells_apart_are_never_carried_over():
    used: dict = {}
    carried = Carried({}, used, lambda some: [b""] * len(some))
    heads = [Head(f"{i}", f"{i:064x}") for i in range(len(TEXTS))]
    compare = here(lambda some: [TEXTS[i] for i in some])
    assert duplicates(heads, sign(TEXTS), compare, None, carried).folds
    assert used == {}
