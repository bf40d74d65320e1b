"""What two texts share is exact, and the same whichever pairs are compared beside them."""

import random
import time
from collections import Counter
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.duplicates.align import align
from pipeline.duplicates.overlaps import overlap, overlaps
from pipeline.duplicates.readings import read
from tests.made.articles import TEMPLATES, article, edited

TEXT = st.text(alphabet="天地玄黄三月A3，\n", max_size=40)


def grams(reading):
    """The 5-grams of a text, in their order, as tuples of tokens."""
    tokens = reading.tokens.tolist()
    return list(zip(*(tokens[i:] for i in range(5)), strict=False))


def uncovered(reading, shared):
    covered = {i + k for i, gram in enumerate(grams(reading)) if gram in shared for k in range(5)}
    return len(reading.tokens) - len(covered)


@given(TEXT, TEXT)
def test_what_two_texts_share_is_what_their_sets_of_5_grams_share(one, other):
    one, other = read(one), read(other)
    found = overlap(one, other)
    here, there = Counter(grams(one)), Counter(grams(other))
    shared = here.keys() & there.keys()
    if shared:
        assert found.jaccard == len(shared) / len(here | there)
        assert found.part == len(shared) / min(len(here), len(there))
    else:
        assert found.jaccard == (one.tokens.tolist() == other.tokens.tolist())
    assert found.alone == (uncovered(one, shared), uncovered(other, shared))
    once = {gram for gram in shared if here[gram] == there[gram] == 1}
    places = [(grams(one).index(gram), grams(other).index(gram)) for gram in once]
    assert list(zip(*map(list, found.anchors()), strict=True)) == sorted(places)
    swapped = sorted((b, a) for a, b in places)
    assert list(zip(*map(list, found.anchors(swap=True)), strict=True)) == swapped


def test_pairs_compared_together_are_told_what_each_is_told_alone():
    rng = random.Random(6)
    texts = [read(article(rng, rng.randint(0, 4))) for _ in range(20)]
    texts += [read(edited(rng, text.text, 0.05)) for text in texts]
    pairs = list(zip(texts, texts[20:] + texts[:20], strict=True))
    for pair, found in zip(pairs, overlaps(pairs), strict=True):
        alone = overlap(*pair)
        for mine, own in zip(found, alone, strict=True):
            assert np.array_equal(mine, own)


def test_numbers_and_words_face_each_other_where_an_alignment_says_so():
    rng = random.Random(8)
    texts = [read(make(rng)) for make in (TEMPLATES["weather"], TEMPLATES["fund table"]) * 12]
    texts += [read(text.text.replace("晴", "雨").replace("3", "三")) for text in texts]
    told = [
        (align(one, other), found.facing)
        for one, other in combinations(texts, 2)
        if (found := overlap(one, other)).facing is not None
    ]
    for (one, other, _, gaps), facing in told:
        rows = [
            [a0, a1, b0, b1]
            for a0, a1, b0, b1 in gaps.tolist()
            if one.telling[a0:a1].any() and other.telling[b0:b1].any()
        ]
        swapped = [[b0, b1, a0, a1] for a0, a1, b0, b1 in rows]
        assert sorted(facing.tolist()) in (sorted(rows), sorted(swapped))
    assert len(told) > 500


def test_a_numeral_counts_beside_another_and_where_a_unit_stands_behind_it():
    assert read("一般来说，三十二位和第3集").numbers == read("三十二3").tokens.tolist()
    assert read("五月").numbers == read("五").tokens.tolist()
    assert read("他一般十分高兴").numbers == []


def test_a_name_with_a_digit_in_it_is_a_number():
    assert len(read("航班CA1831晚点").digits) == 1


def test_a_sentence_said_thousands_of_times_in_both_texts_takes_no_longer() -> None:
    said = "这里的风景与从前大不相同，树木长得很高，孩子们都喜欢来。"
    one, other = (
        read("他们说，明天还要再来。" + said * 20_000),
        read(said * 20_000 + "花开了没有？"),
    )
    start = time.process_time()
    found = overlap(one, other)
    assert time.process_time() - start < 2
    assert found.part > 0.5 and sum(found.alone) < 40
