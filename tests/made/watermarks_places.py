"""Where marks are put into a text: at ends, at starts, at stops, inside sentences, on lines of their own.

Every function takes the paragraphs and a maker of marks, and gives the dirty lines and the marks as
they stand in them.
"""

# ruff: noqa: E501 - the first line says it all
from collections.abc import Callable, Sequence
from random import Random

Mark = Callable[[int], str]  # the mark for the n-th place, counted from 1
Planted = tuple[str, list[str]]
Place = Callable[[Sequence[str], Random, Mark], Planted]

STOPS = "。！？…；"


def is_prose(text: str) -> bool:
    """Whether a paragraph is a line of Chinese prose, no code and no heading."""
    return len(text) > 20 and sum("一" <= letter <= "鿿" for letter in text) > len(text) / 2


def _chosen(paragraphs: Sequence[str], rng: Random, share: float, least: int) -> list[int]:
    """Numbers of the prose paragraphs that get a mark."""
    numbers = [number for number, text in enumerate(paragraphs) if is_prose(text)]
    count = min(len(numbers), max(least, round(len(numbers) * share)))
    return sorted(rng.sample(numbers, count))


def at_ends(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """After every paragraph."""
    marks = [mark(number + 1) for number in range(len(paragraphs))]
    return "\n".join(map("".join, zip(paragraphs, marks, strict=True))), marks


def at_starts(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Before every paragraph."""
    marks = [mark(number + 1) for number in range(len(paragraphs))]
    return "\n".join(map("".join, zip(marks, paragraphs, strict=True))), marks


def at_some_ends(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """After half the prose paragraphs, at least four."""
    lines = list(paragraphs)
    marks: list[str] = []
    for count, number in enumerate(_chosen(paragraphs, rng, 0.5, 4), 1):
        marks.append(mark(count))
        lines[number] += marks[-1]
    return "\n".join(lines), marks


def at_some_starts(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Before half the prose paragraphs, at least four."""
    lines = list(paragraphs)
    marks: list[str] = []
    for count, number in enumerate(_chosen(paragraphs, rng, 0.5, 4), 1):
        marks.append(mark(count))
        lines[number] = marks[-1] + lines[number]
    return "\n".join(lines), marks


def at_ends_or_starts(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """At every line break, by chance before it or after it."""
    lines = list(paragraphs)
    marks: list[str] = []
    for number in range(len(lines)):
        marks.append(mark(number + 1))
        if rng.random() < 0.5:
            lines[number] += marks[-1]
        else:
            lines[number] = marks[-1] + lines[number]
    return "\n".join(lines), marks


def _inside(
    paragraphs: Sequence[str], rng: Random, mark: Mark, spots: Callable[[str], list[int]]
) -> Planted:
    """One mark in half the prose paragraphs, at one of the spots the paragraph has."""
    lines = list(paragraphs)
    marks: list[str] = []
    for number in _chosen(paragraphs, rng, 0.5, 4):
        places = spots(lines[number])
        if places:
            spot = rng.choice(places)
            marks.append(mark(len(marks) + 1))
            lines[number] = lines[number][:spot] + marks[-1] + lines[number][spot:]
    return "\n".join(lines), marks


def _after(text: str, stops: str) -> list[int]:
    """Places after a stop, inside the paragraph."""
    return [
        place
        for place in range(8, len(text) - 4)
        if text[place - 1] in stops and text[place] not in "”" + STOPS
    ]


def _between_han(text: str) -> list[int]:
    """Places between two Han inside the paragraph."""
    return [
        place
        for place in range(6, len(text) - 4)
        if all("一" <= letter <= "鿿" for letter in text[place - 1 : place + 1])
    ]


def at_stops(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """After a sentence inside paragraphs."""
    return _inside(paragraphs, rng, mark, lambda text: _after(text, STOPS) or _after(text, "，"))


def at_commas(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """After a comma inside paragraphs."""
    return _inside(paragraphs, rng, mark, lambda text: _after(text, "，"))


def inside_sentences(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Between two Han, in the middle of a sentence and even of a word."""
    return _inside(paragraphs, rng, mark, _between_han)


def at_ends_and_stops(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """After every paragraph, and after some sentences inside them."""
    text, inner = at_stops(paragraphs, rng, mark)
    text, outer = at_ends(text.split("\n"), rng, lambda number: mark(number + len(inner)))
    return text, inner + outer


def on_lines(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """On a line of its own after every second or third paragraph."""
    lines: list[str] = []
    marks: list[str] = []
    until = rng.randrange(1, 3)
    for text in paragraphs:
        lines.append(text)
        until -= 1
        if until == 0:
            marks.append(mark(len(marks) + 1))
            lines.append(marks[-1])
            until = rng.randrange(2, 4)
    return "\n".join(lines), marks


def at_ends_and_lines(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """After every paragraph, and alone where a paragraph held a picture only."""
    text, marks = at_ends(paragraphs, rng, mark)
    lines = text.split("\n")
    for count in range(3):
        marks.append(mark(len(paragraphs) + count + 1))
        lines.insert(rng.randrange(1, len(lines)), marks[-1])
    return "\n".join(lines), marks


def first_line(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Lines before the text."""
    marks = mark(1).split("\n")
    return "\n".join([*marks, *paragraphs]), marks


def last_lines(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Lines after the text."""
    marks = mark(1).split("\n")
    return "\n".join([*paragraphs, *marks]), marks


def first_and_last(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Lines before the text and after it."""
    above, below = mark(1).split("\n"), mark(2).split("\n")
    return "\n".join([*above, *paragraphs, *below]), above + below


def one_line(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """After what were paragraphs, on a page that is one line."""
    text, marks = at_ends(paragraphs, rng, mark)
    return text.replace("\n", ""), marks


def at_title(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """After the first line, as a page's title carries its site."""
    made = mark(1)
    return "\n".join([paragraphs[0] + made, *paragraphs[1:]]), [made]


def before_title(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """Before the first line."""
    made = mark(1)
    return "\n".join([made + paragraphs[0], *paragraphs[1:]]), [made]


def at_last_end(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """After the last sentence, on its line."""
    made = mark(1)
    return "\n".join([*paragraphs[:-1], paragraphs[-1] + made]), [made]


def in_middle(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """One line of its own in the middle of the text."""
    made = mark(1)
    third = max(1, len(paragraphs) // 3)
    spot = rng.randrange(third, max(third + 1, len(paragraphs) - third + 1))
    return "\n".join([*paragraphs[:spot], made, *paragraphs[spot:]]), [made]


def once_inside(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """One mark in the page, between two Han of one paragraph."""
    spots = [
        (number, place)
        for number, text in enumerate(paragraphs)
        if is_prose(text)
        for place in range(6, len(text) - 4)
        if all("一" <= letter <= "鿿" for letter in text[place - 1 : place + 1])
    ]
    if not spots:
        return at_last_end(paragraphs, rng, mark)
    number, place = rng.choice(spots)
    made = mark(1)
    lines = list(paragraphs)
    lines[number] = lines[number][:place] + made + lines[number][place:]
    return "\n".join(lines), [made]


def at_every_stop(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """After every full stop of the prose, inside the paragraphs and at their ends."""
    lines: list[str] = []
    marks: list[str] = []
    for text in paragraphs:
        if not is_prose(text):
            lines.append(text)
            continue
        line = ""
        for place, letter in enumerate(text):
            line += letter
            if letter in "。！？" and text[place + 1 : place + 2] not in tuple("。！？…”’」』）"):
                marks.append(mark(len(marks) + 1))
                line += marks[-1]
        lines.append(line)
    return "\n".join(lines), marks


def by_length(paragraphs: Sequence[str], rng: Random, mark: Mark) -> Planted:
    """About every hundred letters of the prose, between two Han, whatever stands there."""
    lines: list[str] = []
    marks: list[str] = []
    until = rng.randrange(20, 90)
    for text in paragraphs:
        if not is_prose(text):
            lines.append(text)
            continue
        line = ""
        for place, letter in enumerate(text):
            line += letter
            until -= 1
            around = text[place : place + 2]
            if until <= 0 and len(around) == 2 and all("一" <= sign <= "鿿" for sign in around):
                marks.append(mark(len(marks) + 1))
                line += marks[-1]
                until = rng.randrange(80, 140)
        lines.append(line)
    return "\n".join(lines), marks
