"""The pairs of pages that a run compared.

As a table, `CLEAN/pairs.parquet`; and by cluster in the state, so that the next run need not
compare the same texts again.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from pipeline.corpus import files, formats
from pipeline.corpus.folder import PAIRS
from pipeline.corpus.packs import BatchFile, packed
from pipeline.duplicates.pair_log import ComparedPair
from pipeline.model.errors import Corrupt

_CARRIED = "compared"
_COMPARED = b"compared"


def to_parquet(pairs: Sequence[ComparedPair], compared: int) -> bytes:
    """The table of some pairs, of so many that were compared: a column for each field."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {str: pa.string(), float: pa.float64(), int: pa.int32()}
    names = ComparedPair.__annotations__
    schema = pa.schema(
        [(name, kinds[kind]) for name, kind in names.items()], {_COMPARED: str(compared)}
    )
    columns = list(zip(*pairs, strict=True)) or [()] * len(names)
    arrays = [pa.array(column, kind.type) for column, kind in zip(columns, schema, strict=True)]
    content = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), content, compression="zstd")
    return bytes(content.getvalue().to_pybytes())


def read_pairs(clean: Path) -> tuple[Iterator[ComparedPair], int]:
    """The pairs of a CLEAN, and how many were compared.

    Raises `OSError` where there are none, `ValueError` where they can't be read.
    """
    import pyarrow.parquet as pq

    content = files.read_bytes(clean, PAIRS)
    with formats.readable():
        table = pq.read_table(io.BytesIO(content))
        compared = int(table.schema.metadata[_COMPARED])
        columns = [table[name].to_pylist() for name in ComparedPair._fields]
    return map(ComparedPair._make, zip(*columns, strict=True)), compared


def carried(state: Path) -> dict[str, Any]:
    """What came of the pairs that the last run compared, by the key of their cluster."""
    try:
        pack = BatchFile(state / _CARRIED)
        found: dict[str, Any] = pack.json("rows")
    except Corrupt:  # or there is none
        return {}
    pack.close()
    return found


def carry(state: Path, rows: Mapping[str, Any]) -> None:
    """Keep for the next run what came of pairs."""
    files.write_whole(state / _CARRIED, packed({"rows": orjson.dumps(rows, default=tuple)}))
