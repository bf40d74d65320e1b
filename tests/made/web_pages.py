"""Made-up pages of the Chinese web with gold: a text of `pages/texts/` in a page of a real CMS.

`pages()` gives them all, the same in every run. A template of `pages/templates/` is the page as the
CMS prints it, with `{{fields}}` where its own words stand. All other words of a template that a
reader sees are boilerplate, so they must be gone from the result.

    {{title}} {{author}} {{date}} {{date cn}} {{time}} {{site}} {{x key}}   facts of the text
    {{body wp+code=gist}}             its blocks in a style of web_render
    {{headline tech}} {{comment}} {{user}} {{excerpt}} {{num 3}} {{when}} {{css 4}} {{js 8}}
    {{inserted p}}                    its blocks with advertisements between them
    {{opt 来源：临江晚报}}             words that may stay or go
    <!--repeat 8-->…<!--/repeat-->    eight times, with new words
    <!--replies-->…<!--/replies-->    once a reply, with {{who}}, {{at}}, {{floor}}, {{body …}}
    <!--sections-->…<!--/sections-->  once a folded answer, with {{head}}, {{body …}}
    <!--if key-->…<!--/if-->          only where the text has this fact
    <!--encoding gb18030-->           the page's bytes
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict, dataclass, field
from functools import cache
from html import escape, unescape
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

from tests.made.web_noise import Noise, words
from tests.made.web_render import body
from tests.made.web_text import Part, Text, gold, plain, texts

TEMPLATES = Path(__file__).parent / "pages" / "templates"


@dataclass(frozen=True)
class Gold:
    """What comes out of a page.

    `body`: the lines in order, each with its acceptable spellings. `replies`: those of them that
    are answers to the first post. `code`: its blocks, line by line. `optional`: lines that may
    stay or go. `gone`: strings that must not remain. A fact is a tuple of acceptable values;
    None among them: it may be missing.
    """

    kind: str
    body: list[list[str]]
    replies: list[list[str]]
    code: list[list[str]]
    optional: list[str]
    gone: list[str]
    title: tuple[str | None, ...]
    author: tuple[str | None, ...]
    sitename: tuple[str | None, ...]
    date: tuple[str | None, ...]


@dataclass(frozen=True)
class Page:
    """A page: where it stands, its bytes, its gold."""

    name: str
    family: str
    data: bytes
    gold: Gold


@dataclass
class Fill:
    """A template that is being filled with a text."""

    text: Text
    noise: Noise
    optional: list[str] = field(default_factory=list)

    def field(self, words: str, part: Part, floor: int) -> str:
        name, _, rest = words.partition(" ")
        facts = self.text.facts
        match name:
            case "body":
                return body(part.blocks, rest or "p")
            case "inserted":
                return self.inserted(part, rest)
            case "all":
                return self.all_parts(rest)
            case "renderdata":
                held = {"data": {"title": facts["title"], "content": self.all_parts(rest)}}
                return quote(json.dumps(held, ensure_ascii=False))
            case "json":
                return json.dumps(self.all_parts(rest), ensure_ascii=False).replace("</", "<\\/")
            case "cdata":
                return escape(self.all_parts(rest), quote=False)
            case "jammed":
                return jam(body(part.blocks, rest), self.noise)
            case "decoyed":
                return decoy(body(part.blocks, rest), self.noise)
            case "gone":
                return self.noise.keep_out(rest)
            case "opt":
                self.optional.append(unescape(rest))
                return rest
            case "who" | "head":
                return escape(part.head)
            case "at":
                return escape(part.note)
            case "floor":
                return str(floor)
            case "date":
                return _date(facts.get("date", ""), rest)
            case "x":
                return escape(facts.get(rest, ""))
            case "num":
                return self.noise.number(rest or "3")
            case "headline" | "comment" | "user" | "excerpt" | "when":
                return escape(str(getattr(self.noise, name)(*rest.split())), quote=False)
            case "css" | "js":
                return str(getattr(self.noise, name)(*rest.split()))
        return escape(facts.get(name, ""))

    def all_parts(self, style: str) -> str:
        """The article with its sections under one another, as one run of markup."""
        out = body(self.text.main.blocks, style)
        for part in self.text.sections:
            out += f"<h2>{escape(part.head)}</h2>" + body(part.blocks, style)
        return out

    def inserted(self, part: Part, style: str) -> str:
        """The body with advertisements and links to other pages after every third paragraph."""
        out, snippets = "", words("inserts")[""]
        for start in range(0, len(part.blocks), 3):
            out += body(part.blocks[start : start + 3], style)
            if start + 3 < len(part.blocks):
                snippet = self.noise.rng.choice(snippets)
                for shown in shown_words(snippet):
                    self.noise.keep_out(shown)
                out += self.fill(snippet, part)
        return out

    def fill(self, template: str, part: Part, floor: int = 0) -> str:
        """The template with its loops unrolled and its fields filled."""
        pattern = re.compile(r"<!--(repeat|replies|sections|if) ?(\w*)-->(.*?)<!--/\1-->", re.S)

        def unroll(hit: re.Match[str]) -> str:
            what, value, inner = hit.groups()
            if what == "if":
                return self.fill(inner, part, floor) if self.text.facts.get(value) else ""
            if what == "repeat":
                return "".join(self.fill(inner, part, n) for n in range(1, int(value) + 1))
            parts = getattr(self.text, what)
            return "".join(self.fill(inner, p, n) for n, p in enumerate(parts, 1))

        template = pattern.sub(unroll, template)
        return re.sub(r"\{\{(.+?)\}\}", lambda hit: self.field(hit[1], part, floor), template)


def _date(day: str, form: str) -> str:
    if not day:
        return ""
    year, month, date = day.split("-")
    forms = {
        "cn": f"{year}年{int(month):02}月{int(date):02}日",
        "short": f"{year}年{int(month)}月{int(date)}日",
        "slash": f"{year}/{month}/{date}",
        "dots": f"{year}.{month}.{date}",
        "md": f"{month}-{date}",
        "tight": f"{year}{month}{date}",
        "path": f"{year}-{month}/{date}",
        "year": year,
    }
    return forms.get(form, day)


def jam(markup: str, noise: Noise) -> str:
    """The markup with the jammers of Discuz X at its line ends, in both of their forms."""

    def jammer(hit: re.Match[str]) -> str:
        say = noise.rng.randint
        drawn = [f"{chr(say(32, 59))} {chr(say(63, 126))}" for _ in range(say(5, 15))]
        text = noise.keep_out("".join(drawn))
        shown = escape(text, quote=False)
        if say(0, 1):
            return f'<font class="jammer">{shown}</font>{hit[0]}'
        return f'{hit[0]}<span style="display:none">{shown}</span>'

    return re.sub(r"<br />\n<br />\n", jammer, markup)


HIDDEN = (
    '<span style="display:none">{}</span>',
    "<span hidden>{}</span>",
    '<em class="xq9">{}</em>',
    '<font style="font-size:0">{}</font>',
    '<i style="position:absolute;left:-9999px">{}</i>',
)


def decoy(markup: str, noise: Noise) -> str:
    """The markup with hidden words of a novel site behind its commas, in five ways by turns."""
    ways = cycle(HIDDEN)

    def hide(hit: re.Match[str]) -> str:
        return hit[0] + next(ways).format(noise.decoy())

    return re.sub("，", hide, markup)


def shown_words(template: str) -> list[str]:
    """The strings of a template that a reader sees and that no text has put there."""
    template = re.sub(r"(?s)<(script|style|title)\b.*?</\1>|<!--.*?-->", "\n", template)
    template = re.sub(r"\{\{.+?\}\}|<[^>]*>", "\n", template)
    lines = [" ".join(unescape(line).split()) for line in template.split("\n")]
    return [line for line in lines if len(line) >= 4]


def shown(words: str, page: str) -> bool:
    """Are the words of a template in this page, or in a part of it that this text has not?"""
    return fold(words) in fold(unescape(page))


def fold(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


@cache
def pages() -> tuple[Page, ...]:
    """All pages with their gold."""
    return tuple(_page(text) for text in texts().values())


def _page(text: Text) -> Page:
    family = text.facts["template"]
    template = (TEMPLATES / f"{family}.html").read_text("utf-8")
    encoding = re.search(r"<!--encoding ([\w-]+)-->\n?", template)
    markup = template.replace(encoding[0], "") if encoding else template
    filling = Fill(text, Noise(text.name))
    page = filling.fill(markup, text.main)
    found = _gold(text, filling, [word for word in shown_words(markup) if shown(word, page)])
    charset = encoding[1] if encoding else "utf-8"
    data = page.encode(charset, "xmlcharrefreplace")
    return Page(f"{family}/{text.name}.html", family, data, found)


def _gold(text: Text, filling: Fill, template_words: list[str]) -> Gold:
    lines: list[list[str]] = []
    replies: list[list[str]] = []
    optional = [*filling.optional, *filter(None, text.facts.get("optional", "").split(" ; "))]
    for part in text.parts:
        reply = any(part is one for one in text.replies)
        if reply or text.facts.get("heads") == "optional":
            optional += [part.head, part.note]
        elif part.head:
            lines.append([part.head, f"## {part.head}", f"### {part.head}"])
        for block in part.blocks:
            if block.kind == "caption":
                optional.append(plain(block.text))
            else:
                lines += gold(block)
                replies += gold(block) if reply else []
    facts = text.facts
    kept = fold("".join(one for line in lines for one in line) + "".join(optional))
    kept += fold("".join(facts.get(key, "") for key in ("title", "author", "site")))
    gone = [word for word in [*template_words, *filling.noise.gone] if len(fold(word)) > 3]
    return Gold(
        kind=facts.get("kind", "article"),
        body=lines if facts.get("kind") not in {"index", "shell"} else [],
        replies=replies,
        code=[list(b.code) for part in text.parts for b in part.blocks if b.kind == "code"],
        optional=[word for word in optional if word],
        gone=[word for word in dict.fromkeys(gone) if fold(word) not in kept],
        title=_values(facts, "title"),
        author=_values(facts, "author"),
        sitename=_values(facts, "site"),
        date=_values(facts, "date"),
    )


def _values(facts: dict[str, str], key: str) -> tuple[str | None, ...]:
    """The acceptable values: what is shown, and with `key?` what else may be said of it."""
    more = [word or None for word in facts.get(f"{key}?", "").split(" ; ")]
    given = facts.get(key) or None
    return tuple(dict.fromkeys([given, *(more if f"{key}?" in facts else [])]))


def families_gold() -> dict[str, dict[str, object]]:
    """The gold by path, with the keys of a JSON file that a scorer outside the tests can read."""
    found: dict[str, dict[str, object]] = {}
    for page in pages():
        gold = asdict(page.gold)
        lines = [line for block in page.gold.code for line in block if line.strip()]
        gold |= {"kind": page.family, "form": "html", "fate": "kept" if gold["body"] else "empty"}
        gold |= {"cluster": page.name, "forbid": gold["gone"], "code": lines, "never_invent": []}
        found[page.name] = gold | {
            k: list(gold[k]) for k in ("title", "author", "sitename", "date")
        }
    return found


def main(folder: str) -> None:
    """Write the pages under `raw/` of the folder, and their gold beside it."""
    for page in pages():
        path = Path(folder, "raw", page.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.data)
    told = json.dumps(families_gold(), ensure_ascii=False, indent=1)
    Path(folder, "gold.json").write_text(told, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
