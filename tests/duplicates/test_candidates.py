"""Signatures propose the pairs that may be copies, wherever they lie and however many are alike."""

import numpy as np

from pipeline.duplicates.candidates import HOT, HUBS, candidates
from pipeline.duplicates.signature import VALUES, Signed


def signatures(count, seed=1, kept=(0.5, 1.0)):
    """Made-up signatures, each odd one with some of the values of the one before."""
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 2**32 - 1, (count, VALUES), dtype=np.uint32)
    same = rng.random((count // 2, VALUES)) < rng.uniform(*kept, (count // 2, 1))
    values[1::2] = np.where(same, values[::2], values[1::2])
    sizes = rng.integers(900, 1100, count, dtype=np.uint32)
    return Signed(values, sizes, np.zeros((count, 2), dtype=np.uint64))


def proposed(signed):
    return set(map(tuple, candidates(signed, np.arange(len(signed.sizes))).pairs.tolist()))


def test_all_pairs_whose_signatures_are_alike_are_proposed_once_and_no_others():
    signed = signatures(400)
    like = [(a == b).mean() for a, b in zip(signed.values[::2], signed.values[1::2], strict=True)]
    found = candidates(signed, np.arange(400)).pairs
    assert len(np.unique(found, axis=0)) == len(found)
    pairs = set(map(tuple, found.tolist()))
    assert pairs <= {(i, i + 1) for i in range(0, 400, 2)}
    assert {(2 * i, 2 * i + 1) for i, share in enumerate(like) if share >= 0.6} <= pairs


def test_a_part_of_a_third_of_a_text_is_proposed():
    signed = signatures(200, kept=(0.33, 0.34))
    signed.sizes[1::2] = signed.sizes[::2] // 3
    assert len(proposed(signed)) >= 99


def test_in_a_bucket_of_very_many_texts_each_meets_the_fullest_ones_and_that_is_told():
    one = signatures(2)
    count = HOT + 60
    sizes = np.arange(1000, 1000 + count, dtype=np.uint32)
    many = Signed(np.repeat(one.values[:1], count, 0), sizes, np.zeros((count, 2), np.uint64))
    pairs = proposed(many)
    fullest = set(range(count - HUBS, count))
    assert all(fullest & set(pair) for pair in pairs)
    assert {i for pair in pairs for i in pair} == set(range(count))
    assert candidates(many, np.arange(count)).crowd == count


def test_the_pairs_are_the_same_in_another_order_of_the_signatures():
    signed = signatures(300)
    order = np.random.default_rng(2).permutation(300)
    shuffled = Signed(*(field[order] for field in signed))
    rows = np.argsort(order)  # where the texts stand now
    assert (candidates(shuffled, rows).pairs == candidates(signed, np.arange(300)).pairs).all()


def test_signatures_in_a_file_propose_what_they_do_in_memory(tmp_path):
    signed = signatures(300)
    signed.values.tofile(tmp_path / "values")
    mapped = np.memmap(tmp_path / "values", dtype=np.uint32, mode="r", shape=signed.values.shape)
    assert proposed(signed._replace(values=mapped)) == proposed(signed)


def test_no_signatures_propose_nothing():
    assert proposed(signatures(0)) == set()
