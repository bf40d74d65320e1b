"""More places for marks: inside words, before stops, at every third paragraph, once a page."""

from collections.abc import Callable, Sequence
from random import Random

from tests.made import watermarks_places as places
from tests.made.watermarks_places import Mark, Planted

_STOPS = "。！？；"
_CLOSE = "”’」』）】》"


def _han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"


def _put(text: str, spots: dict[int, str]) -> str:
    """The text with each mark before the letter of its index."""
    return "".join(spots.get(place, "") + letter for place, letter in enumerate(text)) + spots.get(
        len(text), ""
    )


def _gaps(text: str) -> list[int]:
    """Places between two Han letters, so mostly inside words."""
    return [
        place for place in range(2, len(text) - 1) if _han(text[place - 1]) and _han(text[place])
    ]


def in_words(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """One mark inside a word of about two paragraphs in three."""
    lines, marks = [], []
    for text in paragraphs:
        gaps = _gaps(text)
        if places.is_prose(text) and gaps and (rng.random() < 0.7 or not marks):
            marks.append(mark(len(marks) + 1))
            text = _put(text, {rng.choice(gaps): marks[-1]})
        lines.append(text)
    return ("\n".join(lines), marks) if marks else once_end(paragraphs, rng, mark)


def in_words_often(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Every forty letters or so, inside words."""
    lines, marks = [], []
    for text in paragraphs:
        spots: dict[int, str] = {}
        if places.is_prose(text):
            last = -20
            for gap in _gaps(text):
                if gap - last > 25 and rng.random() < 0.1:
                    marks.append(mark(len(marks) + 1))
                    spots[gap] = marks[-1]
                    last = gap
        lines.append(_put(text, spots))
    return ("\n".join(lines), marks) if marks else once_end(paragraphs, rng, mark)


def before_last_stop(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Before the last stop of every prose paragraph."""
    lines, marks = [], []
    for text in paragraphs:
        body = text.rstrip(_STOPS + _CLOSE)
        if places.is_prose(text) and body and body != text:
            marks.append(mark(len(marks) + 1))
            text = body + marks[-1] + text[len(body) :]
        lines.append(text)
    return ("\n".join(lines), marks) if marks else once_end(paragraphs, rng, mark)


def once_before_stop(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Once a page, before one stop of a paragraph drawn at random."""
    able = [n for n, text in enumerate(paragraphs) if places.is_prose(text) and "。" in text]
    if not able:
        return once_end(paragraphs, rng, mark)
    which = rng.choice(able)
    text = paragraphs[which]
    made = mark(1)
    spot = rng.choice([n for n, letter in enumerate(text) if letter == "。"])
    return "\n".join([*paragraphs[:which], _put(text, {spot: made}), *paragraphs[which + 1 :]]), [
        made
    ]


def once_end(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Once a page, at the end of a paragraph drawn at random."""
    able = [n for n, text in enumerate(paragraphs) if places.is_prose(text)] or [
        len(paragraphs) - 1
    ]
    which = rng.choice(able)
    made = mark(1)
    return "\n".join([*paragraphs[:which], paragraphs[which] + made, *paragraphs[which + 1 :]]), [
        made
    ]


def once_line(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Once a page, as a line between two paragraphs drawn at random."""
    made = mark(1)
    spot = rng.randrange(1, max(2, len(paragraphs)))
    return "\n".join([*paragraphs[:spot], made, *paragraphs[spot:]]), made.split("\n")


def _thirds(start: bool) -> Callable[[Sequence[str], Random, Mark], Planted]:
    def place(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
        lines, marks = [], []
        count = rng.randrange(3)
        for text in paragraphs:
            if places.is_prose(text):
                count += 1
                if count % 3 == 0:
                    marks.append(mark(len(marks) + 1))
                    text = marks[-1] + text if start else text + marks[-1]
            lines.append(text)
        if not marks:
            return once_end(paragraphs, rng, mark)
        return "\n".join(lines), marks

    return place


third_ends, third_starts = _thirds(False), _thirds(True)


def third_lines(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """A line after every third paragraph."""
    lines: list[str] = []
    seen = 0
    marks: list[str] = []
    for count, text in enumerate(paragraphs, 1):
        lines.append(text)
        if count % 3 == 0 and count < len(paragraphs):
            rows = mark(seen := seen + 1).split("\n")
            marks.extend(rows)
            lines.extend(rows)
    return ("\n".join(lines), marks) if marks else once_line(paragraphs, rng, mark)


def line_before_each(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """A line before every prose paragraph."""
    lines: list[str] = []
    seen = 0
    marks: list[str] = []
    for text in paragraphs:
        if places.is_prose(text):
            rows = mark(seen := seen + 1).split("\n")
            marks.extend(rows)
            lines.extend(rows)
        lines.append(text)
    return ("\n".join(lines), marks) if marks else once_line(paragraphs, rng, mark)


def sentence_starts(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """At the starts of some sentences, the first of a paragraph or later ones."""
    lines, marks = [], []
    for text in paragraphs:
        spots: dict[int, str] = {}
        if places.is_prose(text):
            begins = [0] + [
                n + 1
                for n, letter in enumerate(text[:-1])
                if letter in "。！？" and text[n + 1] not in _CLOSE + "。！？…"
            ]
            for begin in begins:
                if rng.random() < 0.35:
                    marks.append(mark(len(marks) + 1))
                    spots[begin] = marks[-1]
        lines.append(_put(text, spots))
    return ("\n".join(lines), marks) if marks else once_end(paragraphs, rng, mark)


def before_stops(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Before about one full stop in four, where a citation stands."""
    lines, marks = [], []
    for text in paragraphs:
        spots: dict[int, str] = {}
        if places.is_prose(text):
            for place, letter in enumerate(text):
                if letter == "。" and rng.random() < 0.28:
                    marks.append(mark(len(marks) + 1))
                    spots[place] = marks[-1]
        lines.append(_put(text, spots))
    return ("\n".join(lines), marks) if marks else once_end(paragraphs, rng, mark)
