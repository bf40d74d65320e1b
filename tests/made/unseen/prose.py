"""A writer of made-up Chinese articles: names, sentences, paragraphs, all from one seeded source."""

import random
import re
from dataclasses import dataclass, field

from tests.made.unseen import words

_SLOT = re.compile(r"\{(\w+)\}")
HALF = str.maketrans("，？！：；（）", ",?!:;()")
FULL = str.maketrans(",?!:;()", "，？！：；（）")


@dataclass
class Writer:
    """Writes; the same seed always writes the same."""

    seed: str
    half: bool = False
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    def pick(self, pieces: list[str] | tuple[str, ...]) -> str:
        return self.dice.choice(pieces)

    def person(self) -> str:
        return self.pick(words.SURNAMES) + self.pick(words.GIVEN)

    def site(self) -> str:
        """A site's name of any shape: Han, Latin, mixed."""
        kind = self.dice.random()
        if kind < 0.12:
            return self.pick(words.SITE_LATIN)
        if kind < 0.27:
            return self.pick(words.SITE_MIXED)
        tail = self.pick(words.SITE_TAILS)
        return (
            self.pick(words.SITE_HEADS) + self.dice.choice(["", self.pick(words.PLACES)[:2]]) + tail
        )

    def medium(self) -> str:
        """A paper's or an account's name."""
        return self.pick(words.MEDIA_HEADS) + self.pick(words.MEDIA_TAILS)

    def domain(self) -> str:
        return "".join(self.dice.choices("abcdefghklmnqstwxyz", k=self.dice.randint(5, 9)))

    def code(self, length: int = 3) -> str:
        letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        return "".join(self.dice.choices(letters, k=length))

    def _slot(self, found: re.Match[str]) -> str:
        name, dice = found[1], self.dice
        lists = {
            "place": words.PLACES, "kind": words.KINDS, "org": words.ORGS, "thing": words.THINGS,
            "unit": words.UNITS, "role": words.ROLES, "latin": words.LATIN,
        }  # fmt: skip
        numbers = {"n": (13, 890), "m": (6, 98), "h": (2, 11), "y": (2015, 2021), "z": (2022, 2026)}
        if name == "person":
            return self.person()
        if name in numbers:
            return str(dice.randint(*numbers[name]))
        return dice.choice(lists[name])

    def fill(self, piece: str) -> str:
        return _SLOT.sub(self._slot, piece)

    def mark(self, text: str) -> str:
        """The text in this writer's punctuation."""
        return text.translate(HALF if self.half else FULL)

    def sentence(self) -> str:
        roll, fill, pick = self.dice.random(), self.fill, self.pick
        if roll < 0.18:
            return fill(pick(words.FACTS)) + "。"
        if roll < 0.34:
            said = self.pick(["说", "告诉记者", "回忆道", "这样解释", "在电话里表示"])
            return fill(f"{pick(words.SUBJECTS)}{said}：“{pick(words.QUOTES)}。”")
        if roll < 0.41:
            return fill(pick(words.ASKS)) + "？"
        subject, does = pick(words.SUBJECTS), pick(words.PREDICATES)
        if roll < 0.6:
            return fill(f"{pick(words.TIMES)}，{subject}{does}。")
        if roll < 0.8:
            return fill(f"{subject}{does}，{pick(words.SEQUELS)}。")
        if roll < 0.9:
            return fill(f"{pick(words.TIMES)}，{subject}{does}，{pick(words.SEQUELS)}。")
        return fill(
            f"{subject}{does}，{pick(words.SUBJECTS)}{pick(words.PREDICATES)}，{pick(words.SEQUELS)}。"
        )

    def paragraph(self, least: int = 40, most: int = 160) -> str:
        want, text = self.dice.randint(least, (least + most) // 2), ""
        while len(text) < want:
            more = self.sentence()
            if text and len(text) + len(more) > most:
                break
            text += more
        return self.mark(text)

    def body(self, least: int = 8, most: int = 24) -> list[str]:
        """Paragraphs, no two alike; the last one closes."""
        count = self.dice.randint(least, most)
        made: list[str] = []
        while len(made) < count - 1:
            made.append(self.paragraph() if self.dice.random() > 0.12 else self.paragraph(18, 50))
        return [
            *made,
            self.mark(self.paragraph(30, 90) + self.fill(self.pick(words.CLOSERS)) + "。"),
        ]

    def title(self) -> str:
        return self.mark(self.fill(self.pick(words.TITLES)))

    def heading(self) -> str:
        return self.mark(self.fill(self.pick(words.HEADINGS)))

    def caption(self) -> str:
        return self.mark(self.fill(self.pick(words.CAPTIONS)))

    def date(self) -> str:
        """An ISO date."""
        d = self.dice
        return f"{d.randint(2012, 2025)}-{d.randint(1, 12):02}-{d.randint(1, 28):02}"

    def time(self) -> str:
        return f"{self.dice.randint(0, 23):02}:{self.dice.randint(0, 59):02}"

    def spelled(self, iso: str) -> str:
        """A date as sites spell it."""
        year, month, day = iso.split("-")
        return self.pick(
            [
                iso,
                f"{year}/{month}/{day}",
                f"{year}年{int(month)}月{int(day)}日",
                f"{year}.{month}.{day}",
                f"{year}年{month}月{day}日",
            ]
        )
