"""What a run came to, and how numbers and texts are told on a terminal."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

# A terminal obeys these; as data they are shown by their number.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def plain(text: str) -> str:
    """A text without characters that a terminal would obey: they are shown by their number."""
    return CONTROL.sub(lambda found: f"<{ord(found[0]):02X}>", text)


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "page"), counted(1_204, "page")
    ('1 page', '1,204 pages')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many inputs met each fate, and what a person should look at."""

    fates: Counter[str]
    flagged: tuple[str, ...] = ()

    @property
    def failed(self) -> int:
        """How many inputs could not be made into an article for a fault of theirs or ours."""
        return self.fates["failed"]

    def sentence(self, clean: Path) -> str:
        """The closing sentence, and a line for whatever a person should look at.

        >>> fates = Counter(kept=1011, duplicate=187, empty=2, failed=4)
        >>> print(Outcome(fates).sentence(Path("clean")))
        1,204 pages: 1,011 kept, 187 duplicates of them, 2 empty, 4 failed (see clean/verdicts.tsv).
        >>> print(Outcome(Counter(kept=2, filtered=1, ignored=30)).sentence(Path("clean")))
        3 pages: 2 kept, 0 duplicates of them, 0 empty, 0 failed, 1 filtered; 30 ignored that are \
no pages (see clean/verdicts.tsv).
        """
        if not self.fates:
            return "0 pages: nothing is there to read; look at RAW, --include and --exclude."
        copies = counted(self.fates["duplicate"], "duplicate")
        counts = f"{self.fates['kept']:,} kept, {copies} of them"
        rest = f"{self.fates['empty']:,} empty, {self.failed:,} failed"
        if self.fates["filtered"]:
            rest += f", {self.fates['filtered']:,} filtered"
        if ignored := self.fates["ignored"]:
            rest += f"; {ignored:,} ignored that are no pages"
        whole = f"{counted(self.fates.total() - ignored, 'page')}: {counts}, {rest}"
        return "\n".join((f"{whole} (see {clean}/verdicts.tsv).", *self.flagged))
