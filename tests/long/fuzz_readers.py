"""Damage done at random to every kind of file: `python -m tests.long.fuzz_readers [CASES] [SEED]`.

Each file holds pages that can be told apart, is cut, turned, doubled or overwritten somewhere, and
is read. It must give a record or a reason, within seconds and a limit of memory, and under paths
of which none comes twice; a library's exception or a silent end is a fault. Prints a row a kind.
"""

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pipeline.model.article import Record
from pipeline.reading.plan import plan
from pipeline.reading.read import records
from pipeline.run.watch import LIMITS
from tests.made.source_files import KINDS, PAGES

MEMORY = 1 << 30  # bytes of this process; what is read is some 20 kB
MOST = LIMITS.records + 2_000  # records, more than a run takes of so small a file
SECONDS = 5.0  # of the processor, for one file


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four faults of the kinds that disks, networks and programs make."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made) or 1)
        long = chance.choice((1, 1, 2, 8, 64, 600))
        match chance.randrange(7):
            case 0:  # a bit
                if made:
                    made[at] ^= 1 << chance.randrange(8)
            case 1:  # cut off
                del made[at:]
            case 2:  # a hole
                del made[at : at + long]
            case 3:  # a block of zeros
                made[at : at + long] = bytes(long)
            case 4:  # noise
                made[at : at + long] = chance.randbytes(long)
            case 5:  # a piece twice
                made[at:at] = made[at : at + long]
            case _:  # a number grown
                made[at : at + 4] = b"\xff\xff\xff\x7f"
    return bytes(made)


def faults(folder: Path, name: str, data: bytes) -> Iterator[str]:
    """What is wrong with how a file is read, a sentence each; and what came of it as `= …`."""
    (folder / name).write_bytes(data)
    before = time.process_time()
    found = list(islice((one for part in plan(folder) for one in records(folder, part)), MOST))
    taken = time.process_time() - before
    if taken > SECONDS:
        yield f"took {taken:.1f} s"
    if len(found) == MOST:
        yield "does not end"
    if not found:
        yield "vanished without a word"
    if len({one.path for one in found}) < len(found):
        yield "two records have one path"
    refused = [one for one in found if not isinstance(one, Record)]
    if any(not one.why for one in refused):
        yield "refused without a reason"
    for one in refused:
        if one.why.startswith("can't be read: ") and "Error: " in one.why:
            yield f"nobody had thought of {one.why}"
    whole = sum(isinstance(one, Record) and one.data in PAGES for one in found)
    yield f"= {whole} {len(found) - len(refused)} {len(refused)}"


def _reserved() -> int:
    """Bytes that this process has reserved already; libraries do that for their threads."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmData:")[2].split()[0]) << 10


def main() -> int:
    """1 where a fault was found."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    most = _reserved() + MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    wrong = 0
    print(
        f"{'kind':16} {'cases':>6} {'whole pages':>12} {'others':>7} {'verdicts':>9} {'faults':>7}"
    )
    for name, data in KINDS.items():
        each = -(-cases // len(KINDS))
        tally: Counter[str] = Counter()
        for number in range(each):
            chance = random.Random(f"{seed} {name} {number}")
            with tempfile.TemporaryDirectory() as folder:
                for said in faults(Path(folder), name, damaged(data, chance)):
                    if said.startswith("= "):
                        whole, good, bad = map(int, said[2:].split())
                        tally += Counter(whole=whole, others=good - whole, verdicts=bad)
                    else:
                        tally["faults"] += 1
                        print(f"{name}, seed {seed}, case {number}: {said}")
        wrong += tally["faults"]
        share = tally["whole"] / (each * len(PAGES))
        print(
            f"{name:16} {each:6} {share:12.3f} {tally['others']:7} {tally['verdicts']:9}"
            f" {tally['faults']:7}"
        )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
