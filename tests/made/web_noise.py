"""What stands around an article: headlines of other pages, comments, users, style and script.

Everything comes from one random generator, so that a page is the same in every run; what a reader
sees of it is remembered in `gone`.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "pages" / "words"


@cache
def words(name: str) -> dict[str, list[str]]:
    """The lists of a file: lines under their `@name`, or all under the empty name."""
    found: dict[str, list[str]] = {"": []}
    now = found[""]
    for line in (WORDS / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("@"):
            now = found.setdefault(line[1:], [])
        elif line and not line.startswith("#"):
            now.append(line)
    return found


class Noise:
    """The words of one page that are not its article."""

    def __init__(self, name: str) -> None:
        self.rng = random.Random(name)
        self.gone: list[str] = []

    def keep_out(self, text: str) -> str:
        """The text, remembered as one that must not remain."""
        self.gone.append(text)
        return text

    def headline(self, topic: str = "news") -> str:
        lists = words("headlines")
        parts = [self.rng.choice(lists[f"{topic}{n}"]) for n in (1, 2, 3)]
        return self.keep_out(("" if topic in {"news", "tw", "life"} else " ").join(parts))

    def comment(self) -> str:
        return self.keep_out(self.rng.choice(words("comments")[""]))

    def decoy(self) -> str:
        """Words a novel site hides in its sentences."""
        return self.keep_out(self.rng.choice(words("decoys")[""]))

    def user(self) -> str:
        return self.keep_out(self.rng.choice(words("users")[""]))

    def excerpt(self) -> str:
        """The cut beginning of another article."""
        lists = words("headlines")
        say = self.rng.choice
        text = (
            f"{say(lists['news1'])}日前传来消息，{say(lists['news2'])}{say(lists['news3'])}，"
            f"记者在现场看到，{say(lists['news2'])}前排起了长队，不少市民专程从"
            f"{say(lists['news1'])}赶来，其中年纪最大的一位"
        )
        return self.keep_out(text[: self.rng.randint(40, 70)] + "...")

    def number(self, digits: str = "3") -> str:
        top = 10 ** int(digits)
        return str(self.rng.randint(top // 10, top - 1))

    def when(self) -> str:
        say = self.rng.randint
        return f"20{say(12, 23)}-{say(1, 12):02}-{say(1, 28):02} {say(0, 23):02}:{say(0, 59):02}"

    def css(self, kilobytes: str = "4") -> str:
        """Rules of a style sheet that hide no text of the page."""
        names = ["header", "nav", "menu", "side", "list", "item", "btn", "card", "foot", "logo"]
        rules: list[str] = []
        while sum(map(len, rules)) < int(kilobytes) * 1024:
            say = self.rng.randint
            name = f"{self.rng.choice(names)}-{self.rng.choice(names)}{say(1, 99)}"
            rules.append(
                f".{name}{{margin:{say(0, 30)}px {say(0, 30)}px;color:#{say(0, 0xFFF):03x};"
                f"font-size:{say(12, 24)}px;line-height:{say(10, 22) / 10}}}"
            )
        return "\n".join(rules)

    def js(self, kilobytes: str = "4") -> str:
        """A script that does nothing to the page."""
        lines = ["!function(w,d){'use strict';var q=w._q||(w._q=[]);"]
        while sum(map(len, lines)) < int(kilobytes) * 1024:
            say = self.rng.randint
            key = self.rng.choice(["pv", "ab", "exp", "uid", "slot", "ad", "cfg", "lazy", "spm"])
            lines.append(
                f"q.push(['{key}_{say(100, 999)}',{say(0, 9**6)},function(e){{return e&&e.{key}?"
                f"e.{key}({say(0, 99)}):d.querySelector('#{key}{say(1, 50)}')}}]);"
                f"var {key}{say(1, 9**5)}={{t:{say(0, 99)},u:'//static{say(1, 9)}.example.com/"
                f"{self.rng.randbytes(8).hex()}.js',f:\"<div class='{key}'>\"+w.name+'</div>'}};"
            )
        return "\n".join(lines) + "\n}(window,document);"
