"""Pages of one template stay apart where only a name differs; edits of one story do not."""

import random
from hashlib import sha256

from pipeline.duplicates.align import Pair
from pipeline.duplicates.duplicates import duplicates, here
from pipeline.duplicates.facts import told_apart
from pipeline.duplicates.readings import read
from pipeline.duplicates.signature import sign
from pipeline.model.summary import Head
from tests.made.articles import article
from tests.made.renamed import TEMPLATES, edits, templates


def relations(*made):
    """What folds among titled texts, and what is only noted."""
    pages = [
        Head(path=f"{i}", id=sha256(f"{i}{text}".encode()).hexdigest(), title=title)
        for i, (title, text) in enumerate(made)
    ]
    texts = [text for _, text in made]
    found = duplicates(pages, sign(texts), here(lambda some: [texts[i] for i in some]))
    return [fold.relation for fold in found.folds], [fold.relation for fold in found.noted]


def told(one, other):
    """Whether other names are seen in two titled texts, from either side."""
    titles, both = zip(one, other, strict=True)
    both = tuple(map(read, both))
    found = {
        any(fact.kind == "name" for fact in told_apart(Pair(*texts), named, alike=True))
        for texts, named in ((both, titles), (both[::-1], titles[::-1]))
    }
    assert len(found) == 1, "it depends on which comes first"
    return found.pop()


def test_pages_of_a_template_that_differ_in_a_name_alone_are_siblings():
    pairs = [(one, other) for _, one, other in templates()]
    assert len(pairs) > 60
    for one, other in pairs:
        assert relations(one, other) == ([], ["sibling"])


def test_words_put_otherwise_names_set_right_and_credits_are_no_other_names():
    pairs = [(one, other) for _, one, other in edits()]
    assert len(pairs) > 60
    assert not any(told(one, other) for one, other in pairs)


def test_a_word_of_every_day_is_a_name_where_the_titles_differ_in_it_alone():
    text = (
        "{}手机已经上市，{}的客服说，可以在网上预订，"
        + "也可以到附近的店里看看，店员会讲解怎样使用。"
    )
    pages = [(f"{name}手机怎么样", text.replace("{}", name)) for name in ("苹果", "华为")]

    assert told(*pages)
    assert not told(*((None, text) for _, text in pages))


def test_a_headline_put_otherwise_above_a_long_story_is_no_other_name():
    story = article(random.Random(4))
    pages = [(None, f"{head}\n{story}") for head in ("临江夜渡记事", "南浦夜渡记事")]

    assert not told(*pages)


def test_names_that_differ_in_one_character_are_other_names():
    _, text = TEMPLATES["weather"]

    assert told(*((None, text.replace("{}", name)) for name in ("北京", "南京")))


def test_another_town_is_told_where_a_paragraph_stands_elsewhere():
    ends = [
        "会议指出，要坚持问题导向，压实各方责任，把各项部署落到实处，确保工作取得实效。",
        "据介绍，近年来当地持续加大投入力度，完善基础设施，群众的获得感不断增强。",
        "与会人员就有关议题进行了交流讨论，提出了意见建议，并对下一阶段作出安排。",
    ]
    pages = [
        (
            f"{town}市推进春耕",
            "\n".join([f"{town}市近日召开会议推进春耕。{town}市有关负责人到会。", *some]),
        )
        for town, some in (("南屏", ends), ("北渡", ends[1:] + ends[:1]))
    ]

    assert told(*pages)
    assert not told(*((title, text.replace("北渡", "南屏")) for title, text in pages))
