"""Other tools that find near-duplicates, each as its own documentation has it; none checks a pair.

Each gives for a folded document the one that is kept. They have a right to the same 5-grams of
characters: a word tokenizer for Chinese would cost more than all the rest.
"""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

THRESHOLD = 0.8
PERMUTATIONS = 128
BANDS, ROWS = 16, 8  # what the threshold asks for of 128 values
Kept = dict[int, int]


def grams(text: str) -> set[str]:
    """The different 5-grams of characters of a text, blanks aside."""
    flat = "".join(text.split())
    return {flat[i : i + 5] for i in range(max(len(flat) - 4, 1))}


def _kept(signatures: Iterable[Any], lsh: Any) -> Kept:
    """What is near an earlier one, by either tool's own LSH, into which all others go."""
    kept: Kept = {}
    for i, one in enumerate(signatures):
        near = lsh.query(one)
        if near:
            kept[i] = min(near)
        else:
            lsh.insert(i, one)
    return kept


def datasketch(texts: Iterable[str]) -> Kept:
    """MinHash as its README does it, sha1 over sets of 5-grams, and its LSH."""
    from datasketch import MinHash, MinHashLSH

    def signed(text: str) -> MinHash:
        one = MinHash(num_perm=PERMUTATIONS)
        one.update_batch([gram.encode() for gram in grams(text)])
        return one

    return _kept(map(signed, texts), MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS))


def rensa(texts: Iterable[str]) -> Kept:
    """R-MinHash over lists of 5-grams, and its LSH."""
    from rensa import RMinHash, RMinHashLSH

    def signed(text: str) -> RMinHash:
        one = RMinHash(num_perm=PERMUTATIONS, seed=1)
        one.update(list(grams(text)))
        return one

    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    return _kept(map(signed, texts), lsh)


def datatrove(texts: Iterable[str]) -> Kept:
    """Its three steps of MinHash deduplication, one after another in one process."""
    from datatrove.data import Document
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.utils.word_tokenizers import WordTokenizer
    from loguru import logger

    logger.disable("datatrove")

    class Characters(WordTokenizer):
        def word_tokenize(self, text: str) -> list[str]:
            return [*"".join(text.split())]

        def sent_tokenize(self, text: str) -> list[str]:
            return [text]

        def span_tokenize(self, text: str) -> list[tuple[int, int]]:
            return [(0, len(text))]

    def documents() -> Iterator[Document]:
        for i, text in enumerate(texts):
            yield Document(text=text, id=str(i))

    config = MinhashConfig(n_grams=5, num_buckets=BANDS, hashes_per_bucket=ROWS)
    with tempfile.TemporaryDirectory() as folder:
        signatures, buckets, clusters = (f"{folder}/{name}" for name in ("signed", "buckets", "of"))
        MinhashDedupSignature(signatures, config, Characters()).run(documents())
        for bucket in range(BANDS):
            MinhashDedupBuckets(signatures, buckets, config=config).run(None, bucket, BANDS)
        MinhashDedupCluster(buckets, clusters, config, save_cluster_id=True).run()
        found = np.fromfile(Path(clusters, "000000.clusters"), "<u4").reshape(-1, 2)
    first: dict[int, int] = {}
    return {
        one: first[cluster]
        for one, cluster in found.tolist()
        if first.setdefault(cluster, one) != one
    }
