"""What an input and a document may take, and who is under way when a worker takes more than that.

An input is a file of RAW, or a range of a large one: it has one budget for all that is read of it,
from the first byte, and made of that. A document has a limit of its own within it.
"""

import os
import signal
import struct
import time
from collections.abc import Mapping
from math import inf
from typing import NamedTuple

NUMBER = struct.Struct("<q")
NONE = -1
# Numbers below -1 say that an input is being read: its number in the piece, and how many of its
# records came before.
_READING, _RECORDS = -2, 1 << 40
_LEAST = 1.0  # seconds, for a document that begins when the budget of its input is all but spent
_MOST = 1e8  # seconds; a timer takes no infinite ones, which an input of unknown size has


class Limits(NamedTuple):
    """What one document, and one input, may take before it is given up.

    Seconds are those of the processor, so that a busy machine condemns nobody; what waits for
    something that never comes is given `patience` times as long by the clock.
    """

    # A page of 1 MB that is nothing but nested tables takes trafilatura 7 s; twice that is broken.
    seconds: float = 10.0
    seconds_per_mb: float = 10.0
    # Of a whole input, by its size on disk. A packed file of short texts takes some 30 s a MB.
    input_seconds: float = 15.0
    input_seconds_per_mb: float = 100.0
    # Bytes of all its records: pages pack 3 to 100 fold, and a small file of one page is no bomb.
    input_bytes: int = 16 << 20
    input_ratio: int = 200
    # No row of a table that holds a text takes less than this of the disk, however it is packed.
    records: int = 10_000
    bytes_per_record: int = 16
    patience: float = 10.0
    # Bytes of one worker; one begins with 130 MB, and ordinary pages stay below 400.
    memory: int = 900 << 20


LIMITS = Limits()


class Watch:
    """Tells the outside what is under way; ends the process when it takes too long."""

    def __init__(self, beacon: int, skip: Mapping[int, str], limits: Limits = LIMITS) -> None:
        self._beacon, self._skip, self.limits = beacon, skip, limits

    def __call__(self, number: int, size: int, left: float = inf) -> str:
        """Why document `number` of this piece must be left out; blank where it need not.

        `left` are the seconds that are left of the budget of its input.
        """
        return self._begin(number, min(self.seconds(size), left))

    def reading(self, part: int, count: int, left: float) -> str:
        """Why no more of an input can be read after `count` records; blank where it can."""
        return self._begin(_READING - part * _RECORDS - count, left)

    def seconds(self, size: int) -> float:
        """How long a document of so many bytes may take."""
        return self.limits.seconds + self.limits.seconds_per_mb * size / 1e6

    def pause(self) -> None:
        """Nothing is being worked on that could be blamed."""
        os.pwrite(self._beacon, NUMBER.pack(NONE), 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _begin(self, number: int, seconds: float) -> str:
        os.pwrite(self._beacon, NUMBER.pack(number), 0)
        seconds = min(max(seconds, _LEAST), _MOST)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, self.limits.patience * seconds)
        return self._skip.get(number, "")


def under_way(beacon: int) -> int:
    """The number that a worker wrote last to the open file of a number."""
    content = os.pread(beacon, NUMBER.size, 0)
    return int(NUMBER.unpack(content)[0]) if content else NONE  # it has not begun


def done_of(beacon: int) -> int:
    """How many documents of a piece are done, by what its worker wrote last.

    A worker that reads the second input of its piece or a later one tells only those of that.
    """
    number = under_way(beacon)
    return max(number, 0) if number >= NONE else (_READING - number) % _RECORDS


class Budget:
    """What is left for one input of `size` bytes on disk, None where that is not known."""

    def __init__(self, size: int | None, limits: Limits) -> None:
        self._size, self._limits = size, limits
        mb = inf if size is None else size / 1e6
        self._end = time.process_time() + limits.input_seconds + limits.input_seconds_per_mb * mb
        self._spent, self._held = 0.0, 0

    def left(self) -> float:
        """Seconds."""
        return self._end - time.process_time() - self._spent

    def spend(self, seconds: float) -> None:
        """What a document took in an earlier try, in which it was stopped."""
        self._spent += seconds

    def hold(self, size: int) -> None:
        """A record of so many bytes was read."""
        self._held += size

    def over(self, count: int) -> str:
        """Which limit an input has reached after `count` records, blank for none."""
        if self._size is None:
            return ""
        most = self._limits.records + self._size // self._limits.bytes_per_record
        if count >= most:
            return f"holds more than {most:,} records in {self._size:,} bytes"
        bytes_ = self._limits.input_bytes + self._size * self._limits.input_ratio
        if self._held > bytes_:
            return f"holds more than {bytes_ >> 20} MB in {self._size:,} bytes"
        if self.left() <= 0:
            took = self._limits.input_seconds + self._limits.input_seconds_per_mb * self._size / 1e6
            return f"took more than {took:.0f} s for {self._size:,} bytes"
        return ""
