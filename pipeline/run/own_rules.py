"""Rules of the user's own: curated and learned ones from files, and those that are disabled."""

from collections.abc import Iterable
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pipeline.boilerplate.learn import learned
from pipeline.boilerplate.learn.learned import Curated, Learned
from pipeline.model import rule_kinds, rules
from pipeline.model.errors import Fault
from pipeline.model.reasons import reasons_of_code
from pipeline.model.rules import Rule
from pipeline.report import trial
from pipeline.run.settings import Options


class OwnRules(NamedTuple):
    """Curated rules that are asked first, the ids of those that are not asked, learned rules."""

    curated: tuple[Rule, ...] = ()
    disabled: tuple[str, ...] = ()
    learned: tuple[Learned, ...] = ()

    def key(self) -> str:
        """What tells one set of curated rules from another; blank where there is none."""
        if not (self.curated or self.disabled):
            return ""
        said = [(rule.id, rule.pattern, sorted(rule.extra.items())) for rule in self.curated]
        return sha256(repr((said, sorted(self.disabled))).encode()).hexdigest()

    def asked(self) -> None:
        """Make this process ask these rules from now on."""
        rule_kinds.ask(self.curated, self.disabled)

    def beside(self, mine: Iterable[Learned]) -> tuple[Learned, ...]:
        """The learned rules of this corpus and those of others; a person's word here counts."""
        found = {rule.id: rule for rule in self.learned} | {rule.id: rule for rule in mine}
        return tuple(found[name] for name in sorted(found))


def read_own_rules(options: Options, said: Curated = learned.NO_WORD) -> OwnRules:
    """The rules that options name, and those that a person vetoed or promoted in CLEAN.

    Raises `Fault` with the place of what is wrong.
    """
    curated: list[Rule] = []
    others: list[Learned] = []
    for name in options.rules:
        file = Path(name)
        content = trial.content(file)
        if trial.is_learned(content):
            try:
                others += learned.from_toml(content)
            except ValueError as error:
                raise Fault(f"{file}: {error}") from error
        else:
            curated += trial.curated(file, content)
    disabled = _known("disable", options.disable, curated)
    disabled |= _known("rules.toml: vetoed", said.vetoed, curated)
    wanted = _known("rules.toml: promoted", said.promoted, curated)
    mine = {rule.id for rule in curated}
    try:
        curated = [rules.promoted(rule) if rule.id in wanted else rule for rule in curated]
        curated += [rules.promoted(rule) for rule in rules.every_rule() if rule.id in wanted - mine]
    except rules.RuleError as error:
        raise Fault(f"rules.toml: {error}; delete it there") from error
    return OwnRules(tuple(curated), tuple(sorted(disabled)), tuple(others))


def _known(place: str, named: Iterable[str], curated: Iterable[Rule]) -> set[str]:
    """The ids of rules that are curated. Raises `Fault` for others."""
    named = {*named}
    known = {rule.id for rule in (*rules.every_rule(), *curated)} if named else set()
    for name in named:
        if name not in known:
            if name in reasons_of_code():
                raise Fault(f"{place}: {name!r} is code and can't be disabled; name curated rules")
            near = get_close_matches(name, known, 3)
            hint = f"did you mean {' or '.join(near)}?" if near else "the reference lists them all"
            raise Fault(f"{place}: no rule {name!r}; {hint}")
    return named
