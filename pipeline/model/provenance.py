"""Where a record came from and what else its row said, as JSON that any reader takes alike.

JSON has no word for some values of tables, and readers differ on others. They come as Protobuf's
JSON mapping has them: a number that is none as `"NaN"`, the infinite ones as `"Infinity"` and
`"-Infinity"`, a whole number beyond 64 bits as its digits; dates as ISO, decimal numbers as text,
bytes as text where they are UTF-8, else in Base64.
"""

import math
import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import orjson

SCHEMA = 3
"""The number of the columns of an article's row; 1 had neither provenance nor this number."""

SIGNALS = {"robots": "robots", "tdm-reservation": "tdm_reservation", "tdm-policy": "tdm_policy"}
"""What a publisher says of indexing and of mining: its name in a page, and in `source`."""

_LONE = re.compile("[\ud800-\udfff]")
_LEAST, _MOST = -(1 << 63), (1 << 64) - 1
_DEEPEST = 100  # levels; orjson takes 254, and no table of people has ten


def as_json(values: Mapping[str, Any]) -> str:
    """A mapping as a JSON object, its keys in their order.

    >>> as_json({"id": 2**70, "score": float("nan"), "when": date(2021, 11, 1), "tags": ("a",)})
    '{"id":"1180591620717411303424","score":"NaN","when":"2021-11-01","tags":["a"]}'
    """
    return orjson.dumps(_plain(values, 0)).decode()


def from_json(value: Any) -> Mapping[str, Any] | None:
    """The mapping of a column, which JSONL has as an object and Parquet as a text."""
    if isinstance(value, str):
        value = orjson.loads(value)
    return value if isinstance(value, Mapping) else None


def _plain(value: Any, depth: int) -> Any:
    """A value as JSON has it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _LONE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, int):
        return int(value) if _LEAST <= value <= _MOST else str(value)
    if isinstance(value, float):
        return _number(float(value))
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return b64encode(value).decode()
    if depth > _DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return {_plain(str(name), 0): _plain(one, depth + 1) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one, depth + 1) for one in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value.total_seconds() if isinstance(value, timedelta) else value)


def _number(value: float) -> float | str:
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else f"{'-' if value < 0 else ''}Infinity"
