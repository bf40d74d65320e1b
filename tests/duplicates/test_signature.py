"""Signatures estimate the exact similarity, whatever batch a text was signed in."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.duplicates.signature import (
    BANDS,
    ROWS,
    SHORTEST,
    SIMILAR,
    VALUES,
    join,
    shingles,
    sign,
)
from pipeline.duplicates.tokens import shadow, tokens
from tests.made.articles import article, edited

TEXT = st.text(alphabet="天地玄黄宇宙洪荒日月，。 \nabcZ12é\u0301\u200bＡ說说", max_size=60)


def exact(one, other):
    a, b = (set(shingles(shadow(text)).tolist()) for text in (one, other))
    return len(a & b) / len(a | b)


def test_the_estimate_is_within_the_promised_error():
    rng = random.Random(1)
    errors = []
    for _ in range(250):
        text = article(rng, 4)
        other = edited(rng, text, rng.uniform(0, 0.15))
        signed = sign([text, other])
        errors.append((signed.values[0] == signed.values[1]).mean() - exact(text, other))
    assert np.sqrt(np.mean(np.square(errors))) <= 0.04
    assert abs(np.mean(errors)) <= 0.01


def test_the_estimate_holds_for_texts_with_fewer_grams_than_the_signature_has_values():
    rng = random.Random(2)
    errors = []
    for _ in range(250):
        text = article(rng, 1)[:60]
        other = edited(rng, text, 0.04)
        signed = sign([text, other])
        errors.append((signed.values[0] == signed.values[1]).mean() - exact(text, other))
    assert abs(np.mean(errors)) <= 0.03


@given(st.lists(TEXT, max_size=6))
def test_a_text_is_signed_the_same_in_any_batch(texts):
    together = sign(texts)
    alone = [sign([text]) for text in texts]
    if alone:
        for whole, part in zip(together, join(alone), strict=True):
            assert (whole == part).all()


@given(st.lists(TEXT, min_size=1, max_size=6))
def test_tokens_of_many_texts_are_those_of_each(texts):
    found = tokens(texts)
    place = 0
    for i, text in enumerate(texts):
        alone = tokens([text])
        span = slice(found.offsets[i], found.offsets[i + 1])
        assert found.values[span].tolist() == alone.values.tolist()
        assert (found.starts[span] - place).tolist() == alone.starts.tolist()
        place += len(text) + 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("這個頭髮", "这个头发"),
        ("看著我", "看着我"),
        ("ＡＢＣ１２３", "abc123"),
        ("「你好」，世界！", "“你好”,世界!"),
        ("天 地\n玄\u3000黄", "天地玄黄"),
        ("零\u200b宽", "零宽"),
        ("Café", "Cafe\u0301"),
    ],
)
def test_the_shadow_folds_what_says_the_same(one, other):
    assert shadow(one).tolist() == shadow(other).tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [("3.5", "35"), ("ab cd", "abcd"), ("天地", "地天"), ("が", "か"), ("1月12日", "11月2日")],
)
def test_the_shadow_keeps_apart_what_does_not(one, other):
    assert shadow(one).tolist() != shadow(other).tolist()


def test_a_short_text_has_a_digest_but_no_signature():
    signed = sign(["太短了", "太短了！", "太長"])
    assert (signed.sizes < SHORTEST).all()
    assert (signed.values == 0xFFFFFFFF).all()
    assert (signed.digests[0] == signed.digests[1]).all()
    assert (signed.digests[0] != signed.digests[2]).any()


def test_no_texts_give_no_signatures():
    assert sign([]).values.shape == (0, VALUES)


def test_bands_and_rows_are_those_that_datasketch_chooses():
    from datasketch import MinHashLSH

    lsh = MinHashLSH(threshold=SIMILAR, num_perm=VALUES, weights=(0.1, 0.9))
    assert (lsh.b, lsh.r) == (BANDS, ROWS)
