"""Copies fold into one verified article; templates, quotations and chains do not."""

import random
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from pipeline.duplicates.align import Pair, compare_aligned
from pipeline.duplicates.clusters import stars
from pipeline.duplicates.duplicates import Settings, duplicates, here, related
from pipeline.duplicates.overlaps import overlap
from pipeline.duplicates.readings import read
from pipeline.duplicates.signature import sign
from pipeline.model.summary import Head
from tests.made.articles import TEMPLATES, article, edited, sentence, syndicated


def jaccard(one, other):
    """The exact Jaccard similarity of the sets of 5-grams."""
    return overlap(one, other).jaccard


def page(name, text, **known):
    return Head(path=name, id=sha256(text.encode()).hexdigest(), **known)


def survey(texts, options=None, **known):
    """The folds and notes among texts by name; `known` maps a field to its value by name."""
    pages = [
        page(name, text, **{field: values.get(name) for field, values in known.items()})
        for name, text in texts.items()
    ]
    ordered = list(texts.values())
    return duplicates(pages, sign(ordered), here(lambda some: [ordered[i] for i in some]), options)


def clusters(found, names):
    root = {fold.path: fold.of for fold in found.folds}
    groups = {}
    for name in names:
        groups.setdefault(root.get(name, name), set()).add(name)
    return sorted(sorted(group) for group in groups.values())


@pytest.fixture(scope="module")
def story():
    return article(random.Random(11))


def test_syndicated_prints_of_an_article_fold_into_one():
    rng = random.Random(5)
    texts = {
        f"{i}{kind}": text
        for i in range(20)
        for kind, text in zip("abc", syndicated(rng), strict=True)
    }
    found = survey(texts)
    assert clusters(found, texts) == sorted([f"{i}a", f"{i}b", f"{i}c"] for i in range(20))


def test_a_traditional_copy_folds_as_exact(story):
    traditional = OpenCC("s2t").convert(story)
    found = survey({"a": story, "b": traditional})
    assert [(fold.relation, fold.similarity) for fold in found.folds] == [("exact", 1.0)]


def test_punctuation_and_blanks_make_no_other_article(story):
    other = story.replace("，", ", ").replace("\n", "\n\n")
    assert survey({"a": story, "b": other}).folds[0].relation == "exact"


def test_a_mark_at_every_paragraph_end_makes_no_other_article(story):
    marked = "\n".join(line + "q7X某某网" for line in story.split("\n"))
    other = "\n".join(line + "Zb3某某网" for line in story.split("\n"))
    assert clusters(survey({"a": marked, "b": other, "c": story}), "abc") == [["a", "b", "c"]]


@pytest.mark.parametrize("share", [0.5, 0.75, 0.9])
def test_a_truncated_copy_folds_into_the_whole(story, share):
    cut = story[: int(len(story) * share)]
    found = survey({"a": cut, "b": story}, title={"a": "河边的旧钟", "b": "河边的旧钟"})
    (fold,) = found.folds
    assert (fold.path, fold.of) == ("a", "b") or share == 0.9
    assert fold.relation == ("near" if share == 0.9 else "contained")


def test_both_pages_of_an_article_fold_into_the_whole_but_not_into_each_other(story):
    lines = story.split("\n")
    halves = {"1": "\n".join(lines[:4]), "2": "\n".join(lines[4:])}
    titles = dict.fromkeys(["1", "2", "whole"], "河边的旧钟")
    found = survey({**halves, "whole": story}, title=titles)
    assert {(fold.path, fold.of, fold.relation) for fold in found.folds} == {
        ("1", "whole", "contained"),
        ("2", "whole", "contained"),
    }
    assert survey(halves, title=titles).folds == ()


def test_a_story_quoted_whole_in_a_commentary_stays(story):
    rng = random.Random(12)
    comment = "\n".join([article(rng, 2), story, article(rng, 2)])
    found = survey({"story": story, "comment": comment})
    assert found.folds == ()
    assert [(note.path, note.relation) for note in found.noted] == [("story", "quoted")]


def test_the_first_story_of_a_round_up_stays(story):
    round_up = story + "\n" + article(random.Random(13))
    titles = {"story": "河边的旧钟修好了", "round-up": "一周要闻"}
    assert survey({"story": story, "round-up": round_up}, title=titles).folds == ()


def test_a_report_that_begins_with_an_earlier_one_stays_apart_from_it(story):
    later = story + "\n" + article(random.Random(14), 6)
    titles = {"a": "老园丁去世", "b": "老园丁葬礼举行"}
    days = {"a": "2021-03-05", "b": "2021-03-11"}
    assert survey({"a": story, "b": later}, title=titles, date=days).folds == ()


@pytest.mark.parametrize("kind", TEMPLATES)
def test_pages_of_one_template_stay_apart(kind):
    rng = random.Random(kind)
    texts = {str(i): TEMPLATES[kind](rng) for i in range(30)}
    assert survey(texts).folds == ()


@pytest.mark.parametrize("length", [100, 200, 300])
def test_different_bodies_in_the_chrome_of_one_site_stay_apart(length):
    rng = random.Random(length)
    head, tail = article(random.Random(1), 2)[:300], article(random.Random(2), 2)[:300]
    texts = {str(i): f"{head}\n{article(rng, 2)[:length]}\n{tail}" for i in range(100)}
    assert survey(texts).folds == ()


def test_copies_in_the_chrome_of_one_site_still_fold():
    rng = random.Random(9)
    head, tail = article(random.Random(1), 2)[:300], article(random.Random(2), 2)[:300]
    bodies = [article(rng, 2)[:300] for _ in range(40)]
    bodies += [edited(rng, body, 0.01) for body in bodies[:10]] + bodies[:1] * 5
    texts = {str(i): f"{head}\n{body}\n{tail}{' ' * i}" for i, body in enumerate(bodies)}
    found = clusters(survey(texts), texts)
    assert sorted(map(len, found)) == [1] * 30 + [2] * 9 + [7]


def test_a_paragraph_rewritten_in_each_of_a_dozen_copies_makes_no_other_article(story):
    rng = random.Random(10)
    texts = {"first": story}
    for i in range(12):
        lines = story.split("\n")
        lines[i % 8] = article(rng, 1)
        texts[str(i)] = edited(rng, "\n".join(lines), 0.005)
    assert len(clusters(survey(texts), texts)) == 1


def test_the_stamps_of_two_sites_make_no_other_article(story):
    texts = {
        "a": f"来源：临江晚报 2021-05-11 20:33 阅读：444\n{story}\n责任编辑：周启明",
        "b": f"来源：南浦晚报 2021-03-17 09:10 阅读：12\n{story}\n责任编辑：沈知秋",
    }
    assert len(survey(texts).folds) == 1


def test_notices_that_differ_in_the_date_below_them_only_stay_apart():
    one = TEMPLATES["notice"](random.Random(3)).rpartition("\n")[0]
    assert survey({"a": one + "\n2021年3月5日", "b": one + "\n2021年9月8日"}).folds == ()


@pytest.mark.parametrize("title", [None, "要闻"])
def test_an_earlier_report_with_which_a_later_one_begins_stays(title):
    rng = random.Random(15)
    first = article(rng, 1)
    texts = {"a": first, "b": first + "\n" + article(rng, 1)}
    assert survey(texts, title=dict.fromkeys("ab", title)).folds == ()


@pytest.mark.parametrize("end", ["", "……", "...展开全文", "\n下一页"])
def test_what_breaks_off_folds_into_the_whole_without_a_title_too(end):
    text = article(random.Random(16), 3)
    cut = text[: len(text) // 2].rstrip("。\n") + end
    (fold,) = survey({"a": cut, "b": text}).folds
    assert (fold.path, fold.of, fold.relation) == ("a", "b", "contained")


def test_two_notices_that_differ_in_a_date_and_an_amount_stay_apart():
    one = TEMPLATES["notice"](random.Random(3))
    other = one.replace("万元", "0万元").replace("特此公告", "特此公告")
    found = survey({"a": one, "b": other})
    assert found.folds == ()
    assert [note.relation for note in found.noted] == ["sibling"]


STOPPAGE = (
    "临江市水务局通知：定于三月五日至三月八日对老城区供水管网进行检修，届时南门街、学府路一带将停水，"
    "请居民提前储水。检修涉及十二个小区、四千二百户居民，施工单位会在路口设置提示牌。\n"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [("三月八日", "三月九日"), ("三月", "九月"), ("四千二百户", "五千三百户"), ("十二", "十三")],
)
def test_notices_that_differ_in_a_number_in_words_stay_apart(old, new):
    text = STOPPAGE + article(random.Random(3), 2)
    found = survey({"a": text, "b": text.replace(old, new)})
    assert found.folds == ()
    assert [note.relation for note in found.noted] == ["sibling"]


@pytest.mark.parametrize(
    ("old", "new"), [("十二个", "12个"), ("涉及", "十分麻烦，涉及"), ("会在", "一定在")]
)
def test_numbers_written_otherwise_and_words_with_numerals_make_no_other_article(old, new):
    text = STOPPAGE + article(random.Random(3), 2)
    assert len(survey({"a": text, "b": text.replace(old, new)}).folds) == 1


def test_chapters_told_apart_by_their_title_only_stay(story):
    other = edited(random.Random(1), story, 0.01)
    titles = {"a": "长篇连载（第3章）", "b": "长篇连载（第4章）"}
    assert survey({"a": story, "b": other}, title=titles).folds == ()
    assert len(survey({"a": story, "b": other}).folds) == 1


def test_a_chain_does_not_fold_its_ends_together():
    rng = random.Random(21)
    lines = [article(rng, 1) for _ in range(14)]
    texts = {name: "\n".join(lines[i : i + 10]) for name, i in zip("abc", (0, 1, 2), strict=True)}
    ends = jaccard(read(texts["a"]), read(texts["c"]))
    strict = Settings(near=0.75, doubtful=0.75, contained=1.01)
    assert ends < 0.75 < jaccard(read(texts["a"]), read(texts["b"]))
    found = survey(texts, strict)
    assert {(fold.path, fold.of) for fold in found.folds} == {("a", "b"), ("c", "b")}
    without = survey({name: texts[name] for name in "ac"}, strict)
    assert without.folds == ()


def test_a_later_state_under_the_same_address_replaces_the_earlier():
    rng = random.Random(31)
    first = article(rng)
    later = first + "\n" + sentence(rng) + "截至发稿，已有12人受伤。"
    known = {
        "url": {"a": "https://example.org/1", "b": "https://example.org/1"},
        "date": {"a": "2021-03-05", "b": "2021-03-06"},
    }
    (fold,) = survey({"a": first, "b": later}, **known).folds
    assert (fold.path, fold.of, fold.relation) == ("a", "b", "revision")


def test_short_texts_fold_only_when_they_are_the_same():
    texts = {
        "a": "今天停电通知。",
        "b": "今天停电通知！",
        "c": "今天停水通知。",
        "d": "",
        "e": "……",
    }
    assert clusters(survey(texts), texts) == [["a", "b"], ["c"], ["d"], ["e"]]


def test_the_undamaged_copy_is_kept(story):
    broken = story.replace("河", "\ufffd", 1).replace("，", "&nbsp;", 1)
    for names in ("ab", "ba"):
        found = survey(dict(zip(names, (story, broken), strict=True)))
        assert [fold.of for fold in found.folds] == [names[0]]


def test_the_copy_that_knows_its_title_is_kept(story):
    texts = {"a": story, "b": story + " ", "c": story + "  "}
    found = survey(texts, title={"c": "河边的旧钟"})
    assert {fold.of for fold in found.folds} == {"c"}


def test_a_large_cluster_is_flagged_and_kept(story):
    texts = {str(i): story + " " * i for i in range(12)}
    found = survey(texts, Settings(most_in_cluster=10))
    assert found.folds == ()
    assert len(found.noted) == 11
    assert found.flagged[0].startswith("12 pages would be one")


def test_pages_of_a_site_that_are_the_same_fold_however_many(story):
    texts = {str(i): story + " " * i for i in range(100)}
    found = survey(texts, site=dict.fromkeys(texts, "example.org"))
    assert len(found.folds) == 99
    assert found.flagged == ()


def test_pages_of_one_template_on_a_site_are_flagged_and_kept(story):
    rng = random.Random(3)
    texts = {str(i): edited(rng, story, 0.004) for i in range(14)}
    titles = {name: sentence(rng)[:12] for name in texts}
    site = dict.fromkeys(texts, "example.org")
    found = survey(texts, site=site, title=titles)
    assert found.folds == ()
    assert found.flagged[0].startswith("13 pages of example.org under titles of their own")
    for options in (Settings().unguarded(), Settings(trusted=frozenset({"example.org"}))):
        assert len(survey(texts, options, site=site, title=titles).folds) == 13


def test_a_site_most_pages_of_which_are_alike_keeps_them_and_folds_what_is_the_same():
    rng = random.Random(4)
    stories = [article(rng, 3) for _ in range(40)]
    texts = {f"{i}{n}": edited(rng, one, 0.01) for i, one in enumerate(stories) for n in "abc"}
    texts |= {f"{i}d": texts[f"{i}a"] for i in range(10)}
    site = dict.fromkeys(texts, "example.org")
    found = survey(texts, site=site)
    assert [fold.relation for fold in found.folds] == ["exact"] * 10
    (told,) = found.flagged
    assert told.endswith("of 130 pages; they are kept (--guard off: folded).")
    assert len(survey(texts, Settings().unguarded(), site=site).folds) == 90


def test_what_is_not_to_fold_is_noted(story):
    texts = {"a": story, "b": edited(random.Random(2), story, 0.01), "c": story + " "}
    found = survey(texts, Settings(folded=frozenset({"exact"})))
    assert [fold.relation for fold in found.folds] == ["exact"]
    assert {note.relation for note in found.noted} == {"near"}


def test_related_pages_are_named_on_either_side(story):
    comment = "\n".join([article(random.Random(12), 2), story, article(random.Random(13), 2)])
    found = survey({"story": story, "comment": comment})
    told = {path: one.names for path, one in related(found.noted).items()}
    assert told == {"story": "quoted comment", "comment": "quotes story"}


def corpus(seed):
    rng = random.Random(seed)
    texts = []
    for _ in range(6):
        texts += syndicated(rng)
    texts += [TEMPLATES["notice"](rng) for _ in range(4)]
    texts += [texts[0][:700], texts[0], "短", "短"]
    return {f"{i:02d}": text for i, text in enumerate(texts)}


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 99), st.randoms(use_true_random=False))
def test_neither_order_nor_batches_change_the_survey(seed, rng):
    texts = corpus(seed)
    found = survey(texts)
    names = list(texts)
    rng.shuffle(names)
    assert survey({name: texts[name] for name in names}) == found


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 99))
def test_each_folded_article_has_its_own_exact_similarity_to_the_kept_one(seed):
    texts = corpus(seed)
    found = survey(texts)
    folded = {fold.path for fold in found.folds}
    assert found.folds
    for fold in found.folds:
        both = read(texts[fold.path]), read(texts[fold.of])
        assert fold.of not in folded
        if fold.relation == "contained":
            assert fold.similarity == compare_aligned(Pair(*both).aligned).contained >= 0.95
        else:
            assert fold.similarity == jaccard(*both) >= 0.6


def test_stars_do_not_chain():
    line = {0: frozenset({1}), 1: frozenset({0, 2}), 2: frozenset({1, 3}), 3: frozenset({2})}
    found = stars(line, {0: 1.0, 1: 2.0, 2: 2.0, 3: 1.0})
    assert found == {0: 1, 2: 1}


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_comparing_is_the_same_from_both_sides(seed):
    rng = random.Random(seed)
    one = article(rng, 2)
    other = edited(rng, one, 0.05) + sentence(rng)
    one, other = read(one), read(other)
    assert compare_aligned(Pair(one, other).aligned) == compare_aligned(Pair(other, one).aligned)
    assert jaccard(one, other) == jaccard(other, one)
