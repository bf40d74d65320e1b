"""Whether a curated rule does to its own examples what it says."""

from collections.abc import Iterator

from pipeline.boilerplate.cut import adverts, known
from pipeline.metadata.layout import fold
from pipeline.model.rules import Rule


def unmet_examples(rule: Rule) -> Iterator[str]:
    """What is wrong with each example of a rule that is not met, in a sentence.

    >>> rule = Rule("page", "", "第[0-9]+页", changes=("第3页", "第三页"), leaves=("第3章",))
    >>> list(unmet_examples(rule))
    ['rule page does not change "第三页", an example of "changes"']
    """
    for text in rule.changes:
        if not fires(rule, text):
            yield f'rule {rule.id} does not change "{text}", an example of "changes"'
    for text in rule.leaves:
        if fires(rule, text):
            yield f'rule {rule.id} changes "{text}", an example of "leaves"'


def fires(rule: Rule, text: str) -> bool:
    """Whether a rule acts on an example; asked as its stage asks it, of folded text."""
    kind, folded = rule.extra.get("kind", "line"), fold(text)
    if kind == "signals":
        return adverts.sells(rule, folded)
    if kind == "part":
        return bool(rule.regex.search(folded))
    line = folded.strip()
    drawn = "" if rule.of_head else known.undrawn(line)
    return bool(known.whole_match(rule, line, drawn))
