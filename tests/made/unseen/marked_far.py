"""Watermarks of shapes that the makers of marked.py do not have: other names, places and letters."""

from collections.abc import Callable, Iterator

from tests.made.unseen.page import Page, page
from tests.made.unseen.prose import Writer

Marked = tuple[list[str], list[str]]  # the lines, and strings that may not be left of them
ZERO = "\u200b\u200c\u200d\u2060\ufeff"  # invisible: one bit or two each
WIDE = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}


def marked_far(seed: int) -> Iterator[Page]:
    """One page for every shape of mark, and one that a whole site shows on three pages."""
    for name, make in SHAPES.items():
        w = Writer(f"far-{name}-{seed}")
        yield _page(w, name, make(w, w.body(9, 20)), f"far-{name}/{w.domain()}.txt")
    for name, make in LIKE_MARKS.items():
        w = Writer(f"like-{name}-{seed}")
        body = make(w, w.body(9, 20))
        yield _page(w, f"none, {name}", ((body, []), body), f"like-{name}/{w.domain()}.txt")
    for name in ("code-and-name", "name-ends-in-digits", "few-lines"):
        site = Writer(f"far-site-{name}-{seed}")
        host = site.domain()
        for m in range(3):
            w = Writer(f"far-{name}-{seed}")  # the same name on every page …
            named = SHAPES[name]
            v = Writer(f"far-{name}-{seed}-{m}")  # … below another article
            w.dice.seed(f"{name}{seed}")
            yield _page(v, f"{name}, three pages", named(w, v.body(9, 20)), f"far3-{name}-{host}/{m}.txt")  # fmt: skip


def _page(w: Writer, kind: str, made: tuple[Marked, list[str]], path: str) -> Page:
    (lines, forbid), body = made
    title = w.title()
    return page(path, "\n".join([title, *lines]), f"mark: {kind}", body, forbid=forbid,
                title=[title, None])  # fmt: skip


Made = tuple[Marked, list[str]]


def _at_ends(body: list[str], mark: str) -> Made:
    return ([p + mark for p in body], [mark]), body


def _code_and_name(w: Writer, body: list[str]) -> Made:
    return _at_ends(body, w.code() + w.pick(["知远", "云麓", "江畔", "天穹"]))


def _code_and_latin(w: Writer, body: list[str]) -> Made:
    return _at_ends(body, w.code() + w.pick(["Nordkite", "lumenpress", "GEEKER", "iHarbor"]))


def _code_and_dotted(w: Writer, body: list[str]) -> Made:
    return _at_ends(body, w.code() + w.domain() + w.pick([".com", ".com.cn", ".net", ".io"]))


def _code_and_www(w: Writer, body: list[str]) -> Made:
    return _at_ends(body, w.code() + f"www.{w.domain()}.com")


def _name_ends_in_com(w: Writer, body: list[str]) -> Made:
    return _at_ends(body, w.code() + w.pick(["知远", "云麓"]) + "com")


def _name_ends_in_digits(w: Writer, body: list[str]) -> Made:
    return _at_ends(body, w.code() + w.pick(["知远365", "云麓58", "天穹2009", "江畔114"]))


def _name_with_blank(w: Writer, body: list[str]) -> Made:
    return _at_ends(body, w.code() + w.pick(["知远 网", "Daily Kite", "云麓 · 观察"]))


def _long_code(w: Writer, body: list[str]) -> Made:
    return _at_ends(body, w.code(w.dice.randint(5, 8)) + w.pick(["知远网", "云麓在线"]))


def _code_behind(w: Writer, body: list[str]) -> Made:
    return _at_ends(body, w.pick(["知远网", "云麓在线"]) + w.code())


def _other_code_each_time(w: Writer, body: list[str]) -> Made:
    name = w.pick(["知远网", "云麓在线", "江畔论坛"])
    marks = [w.code() + name for _ in body]
    return ([p + m for p, m in zip(body, marks, strict=True)], [name]), body


def _codes_of_other_lengths(w: Writer, body: list[str]) -> Made:
    name = w.pick(["知远网", "云麓在线", "江畔论坛"])
    marks = [w.code(w.dice.randint(2, 6)) + name for _ in body]
    return ([p + m for p, m in zip(body, marks, strict=True)], [name]), body


def _code_alone(w: Writer, body: list[str]) -> Made:
    return _at_ends(body, w.code(w.dice.randint(6, 10)))


def _before_the_stop(w: Writer, body: list[str]) -> Made:
    mark = w.code() + w.pick(["知远网", "云麓在线"])
    lines = [p[:-1] + mark + p[-1] if p[-1] in "。？！" else p + mark for p in body]
    return (lines, [mark]), body


def _in_the_title_too(w: Writer, body: list[str]) -> Made:
    mark = w.code() + w.pick(["知远网", "云麓在线"])
    heading = w.heading()
    lines = [p + mark for p in body]
    lines.insert(3, heading + mark)
    return (lines, [mark]), [*body[:3], heading, *body[3:]]


def _bracketed(w: Writer, body: list[str]) -> Made:
    site = w.pick(["知远网", "云麓在线"])
    mark = w.pick([f"（{site} www.{w.domain()}.com）", f"[{site}]", f"【{site}】", f"({w.domain()}.com)"])  # fmt: skip
    return _at_ends(body, mark)


def _at_sign(w: Writer, body: list[str]) -> Made:
    return _at_ends(body, w.pick([" @知远观察", "@云麓热线", " ©知远网", "——知远网"]))


def _few_lines(w: Writer, body: list[str]) -> Made:
    """Four paragraphs only, a code and a name."""
    mark = w.code() + w.pick(["知远网", "云麓在线"])
    some = body[:4]
    return ([p + mark for p in some], [mark]), some


def _some_lines(w: Writer, body: list[str]) -> Made:
    """A third of the paragraphs, drawn at random."""
    mark = w.code() + w.pick(["知远网", "云麓在线"])
    chosen = set(w.dice.sample(range(len(body)), max(4, len(body) // 3)))
    return ([p + mark if i in chosen else p for i, p in enumerate(body)], [mark]), body


def _at_commas(w: Writer, body: list[str]) -> Made:
    """A code and a name behind commas, amid the sentences."""
    mark = w.code() + w.pick(["知远网", "云麓在线"])
    lines = [p.replace("，", "，" + mark, 1) for p in body]
    return (lines, [mark]), body


def _bracketed_within(w: Writer, body: list[str]) -> Made:
    mark = w.pick(["【知远网】", "（云麓在线）", "[www.zhiyuan.com]", "{江畔论坛首发}"])
    lines = [p.replace("。", mark + "。", 1) if i % 2 else p for i, p in enumerate(body)]
    return (lines, [mark]), body


def _two_sites(w: Writer, body: list[str]) -> Made:
    """Copied twice: the mark of one site behind that of another."""
    one, two = w.code() + "知远网", w.code() + "云麓在线"
    return ([p + one + two for p in body], [one, two]), body


def _beginning(w: Writer, body: list[str]) -> Made:
    mark = w.code() + w.pick(["知远网", "云麓在线"])
    return ([mark + p for p in body], [mark]), body


def _invisible(w: Writer, body: list[str]) -> Made:
    """Bits of a number in letters nobody sees, within the words."""

    def hidden(text: str) -> str:
        at = w.dice.randint(2, len(text) - 2)
        return text[:at] + "".join(w.dice.choices(ZERO, k=12)) + text[at:]

    return ([hidden(p) for p in body], list(ZERO)), body


def _invisible_tags(w: Writer, body: list[str]) -> Made:
    """The same in letters of tags, selectors of variants and other marks without a face."""
    bits = ["\U000e0061", "\U000e0062", "\U000e007f", "\ufe01", "\u2063", "\u2062", "\u034f", "\u180e"]  # fmt: skip
    lines = [p[:9] + "".join(w.dice.choices(bits, k=8)) + p[9:] for p in body]
    return (lines, bits), body


def _address(spell: Callable[[str, Writer], str]) -> Callable[[Writer, list[str]], Made]:
    def made(w: Writer, body: list[str]) -> Made:
        host = w.domain()
        lines, marks = [], []
        for i, p in enumerate(body):
            if i % 3 == 1 and "，" in p:
                marks.append(spell(host, w))
                p = p.replace("，", "，" + marks[-1], 1)
            lines.append(p)
        return (lines, marks), body

    return made


# ---- what looks like a mark and is the author's


def _chips(w: Writer, body: list[str]) -> list[str]:
    """Sentences that begin with the numbers of models."""
    models = ["A12", "A12X", "A13", "M1", "M2Pro", "k9s", "B2"]
    return [f"{p}{m}芯片{w.pick(['比上一代省电', '还没有量产', '卖得最好'])}。" for p, m in zip(body, models * 4, strict=False)]  # fmt: skip


def _own_address(w: Writer, body: list[str]) -> list[str]:
    """An article about a site, which it names in capitals and small letters."""
    host = w.domain()
    spelled = [f"www.{host}.com", f"WWW.{host.upper()}.COM", f"www.{host.title()}.com"]
    return [p.replace("，", f"，在{w.pick(spelled)}上，", 1) if i % 2 else p for i, p in enumerate(body)]  # fmt: skip


def _site_spoken_of(w: Writer, body: list[str]) -> list[str]:
    said = [
        "据知远网报道，",
        "他在知远网上看到，",
        "知远网的编辑说，",
        "和知远网一样，",
        "登录知远网以后，",
    ]
    return [w.pick(said) + p if i % 2 else p for i, p in enumerate(body)]


def _sources_in_brackets(w: Writer, body: list[str]) -> list[str]:
    """Items of a digest, each with its source behind it."""
    sources = [f"（{w.medium()}）" for _ in range(4)]
    return [p + w.pick(sources) for p in body]


def _asides(w: Writer, body: list[str]) -> list[str]:
    return [
        p.replace("。", w.pick(["（笑）", "（鼓掌）", "（下同）", "（见图）"]) + "。", 1)
        for p in body
    ]


def _steps_on_a_page(w: Writer, body: list[str]) -> list[str]:
    """A guide that names the buttons of a page."""
    steps = ["点击“下载”按钮", "打开公众号菜单", "在评论区留言", "扫描二维码进场"]
    return [f"第{i}步：{w.pick(steps)}，{p}" for i, p in enumerate(body, 1)]


def _signed_by_a_columnist(w: Writer, body: list[str]) -> list[str]:
    return [*body, f"（作者系{w.medium()}专栏作家{w.person()}）"]


def _versions(w: Writer, body: list[str]) -> list[str]:
    """Names with capitals, small letters and digits behind commas."""
    names = ["iReader8", "GPT4o", "mP3", "K8s", "eSIM"]
    return [p.replace("，", f"，{w.pick(names)}用户说，", 1) for p in body]


LIKE_MARKS: dict[str, Callable[[Writer, list[str]], list[str]]] = {
    "models": _chips,
    "own address": _own_address,
    "site spoken of": _site_spoken_of,
    "sources in brackets": _sources_in_brackets,
    "asides": _asides,
    "steps on a page": _steps_on_a_page,
    "signed": _signed_by_a_columnist,
    "versions": _versions,
}
CIRCLED = {chr(97 + i): chr(0x24D0 + i) for i in range(26)}
BOLD = {chr(97 + i): chr(0x1D41A + i) for i in range(26)}
SHAPES: dict[str, Callable[[Writer, list[str]], Made]] = {
    "code-and-name": _code_and_name,
    "code-and-latin": _code_and_latin,
    "code-and-dotted": _code_and_dotted,
    "code-and-www": _code_and_www,
    "name-ends-in-com": _name_ends_in_com,
    "name-ends-in-digits": _name_ends_in_digits,
    "name-with-blank": _name_with_blank,
    "long-code": _long_code,
    "code-behind": _code_behind,
    "other-code-each-time": _other_code_each_time,
    "codes-of-other-lengths": _codes_of_other_lengths,
    "code-alone": _code_alone,
    "before-the-stop": _before_the_stop,
    "title-and-headings": _in_the_title_too,
    "bracketed": _bracketed,
    "at-sign": _at_sign,
    "few-lines": _few_lines,
    "some-lines": _some_lines,
    "at-commas": _at_commas,
    "bracketed-within": _bracketed_within,
    "two-sites": _two_sites,
    "beginning": _beginning,
    "invisible": _invisible,
    "invisible-tags": _invisible_tags,
    "wide": _address(lambda host, w: f"www.{host}.com".translate(WIDE)),
    "wide-apart": _address(lambda host, w: " ".join(f"www.{host}.com".translate(WIDE))),
    "ideographic-stop": _address(lambda host, w: f"www。{host}。com"),
    "stars": _address(lambda host, w: "*".join(f"www.{host}.com")),
    "accents": _address(lambda host, w: f"w`w`w.{host}.c`o`m"),
    "circled": _address(lambda host, w: "".join(CIRCLED.get(c, c) for c in f"www.{host}.com")),
    "bold": _address(lambda host, w: "".join(BOLD.get(c, c) for c in f"www.{host}.com")),
    "mixed-case": _address(lambda host, w: "".join(w.pick([c, c.upper()]) for c in f"www.{host}.com")),
    "bracketed-address": _address(lambda host, w: f"〖www.{host}.com〗"),
    "reminded": _address(lambda host, w: f"最新网址：www.{host}.com"),
    "first-issued": _address(lambda host, w: f"-更新首发-www.{host}.com-"),
    "address-lost": _address(lambda host, w: "天才一秒记住本站地址：。手机版阅读网址："),
}  # fmt: skip
