"""The pairs of pages that a run compared, as a table: `CLEAN/pairs.parquet`."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.corpus import files, formats
from pipeline.corpus.folder import PAIRS
from pipeline.duplicates.pair_log import ComparedPair

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
