"""Scraped, mostly Chinese, pages in; clean canonical articles out.

>>> from pipeline import clean_text
>>> clean_text("你好&amp;再见。").text
'你好&再见。'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import (
        Article,
        Cleaned,
        Fault,
        Outcome,
        Pipeline,
        Refused,
        __version__,
        clean_file,
        clean_text,
    )

__all__ = [
    "Article",
    "Cleaned",
    "Fault",
    "Outcome",
    "Pipeline",
    "Refused",
    "__version__",
    "clean_file",
    "clean_text",
]


def __getattr__(name: str) -> Any:
    """The names of `pipeline.api`, loaded when one is asked for: `--help` needs none of them."""
    if name in __all__:
        from pipeline import api

        return getattr(api, name)
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
