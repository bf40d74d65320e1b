"""What two texts share is exact, whatever they are."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pipeline.duplicates.overlaps import overlap
from pipeline.duplicates.readings import read
from tests.made.limits import at_most

TEXT = st.text(alphabet="天地玄黄三月A3，\n", max_size=40)


def grams(reading):
    """The 5-grams of a text, in their order, as tuples of tokens."""
    return list(zip(*(reading.tokens[i:] for i in range(5)), strict=False))


def uncovered(reading, shared):
    covered = {i + k for i, gram in enumerate(grams(reading)) if gram in shared for k in range(5)}
    return len(reading.tokens) - len(covered)


@given(TEXT, TEXT)
def test_what_two_texts_share_is_what_their_sets_of_5_grams_share(one, other):
    one, other = read(one), read(other)
    found = overlap(one, other)
    here, there = Counter(grams(one)), Counter(grams(other))
    shared = here.keys() & there.keys()
    if shared:
        assert found.jaccard == len(shared) / len(here | there)
        assert found.part == len(shared) / min(len(here), len(there))
    else:
        assert found.jaccard == (one.tokens == other.tokens)
    assert [*map(len, found.alone)] == [uncovered(one, shared), uncovered(other, shared)]
    once = {gram for gram in shared if here[gram] == there[gram] == 1}
    places = [(grams(one).index(gram), grams(other).index(gram)) for gram in once]
    assert list(zip(found.here, found.there, strict=True)) == sorted(places)


def test_a_numeral_counts_beside_another_and_where_a_unit_stands_behind_it():
    assert read("一般来说，三十二位和第3集").numeric == bytes([0] * 4 + [1] * 3 + [0] * 3 + [1, 0])
    assert read("五月").numeric == bytes([1, 0])
    assert not any(read("他一般十分高兴").numeric)


def test_a_name_with_a_digit_in_it_is_a_number():
    assert read("航班CA1831晚点").numeric == bytes([0, 0, 1, 0, 0])


def test_a_sentence_said_thousands_of_times_in_both_texts_takes_no_longer() -> None:
    said = "这里的风景与从前大不相同，树木长得很高，孩子们都喜欢来。"
    one, other = (
        read("他们说，明天还要再来。" + said * 20_000),
        read(said * 20_000 + "花开了没有？"),
    )
    with at_most(2):
        found = overlap(one, other)
    assert found.part > 0.5 and sum(map(len, found.alone)) < 40


def test_an_empty_span_stands_where_the_next_token_begins_or_at_the_end():
    text = read("雨停了。")
    assert text.span(1, 1) == (1, 1)
    assert text.span(3, 3) == (4, 4)
