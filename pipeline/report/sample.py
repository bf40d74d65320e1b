"""A few of many, always the same few: those whose sha256 is smallest."""

from bisect import insort
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")


class Sample(Generic[_T]):
    """At most `most` of all that is offered, whatever their order.

    >>> few = Sample[str](2)
    >>> for rank in ("7c", "e1", "03", "b4"):
    ...     few.offer((rank,), rank.upper())
    >>> list(few)
    ['03', '7C']
    """

    __slots__ = ("_held", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: list[tuple[tuple[Any, ...], _T]] = []

    def takes(self, rank: tuple[Any, ...]) -> bool:
        """Whether something of this rank would be held, so that others need not be made."""
        return len(self._held) < self.most or rank < self._held[-1][0]

    def offer(self, rank: tuple[Any, ...], one: _T) -> None:
        """Hold it, if its rank is among the smallest so far; ranks must differ."""
        if self.takes(rank):
            insort(self._held, (rank, one), key=lambda pair: pair[0])
            del self._held[self.most :]

    def merge(self, other: "Sample[_T]") -> None:
        """Offer all that another one holds."""
        for rank, one in other._held:
            self.offer(rank, one)

    def __iter__(self) -> Iterator[_T]:
        return (one for _, one in self._held)

    def __len__(self) -> int:
        return len(self._held)
