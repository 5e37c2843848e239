"""The readers of a language's data: word lists, noun classes, and the patterns that name acts.

The files stand in `lang/<language>/`: words.yml, classes.yml, roles.yml, nouns.yml, verbs.yml, operators.yml.
"""

from __future__ import annotations

from functools import cache, cached_property
from importlib import resources
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from detente.datafiles import checked, parse_yaml
from detente.errors import WrongUse
from detente.ontology import plover
from detente.records import Modality

PACKAGE = "detente.lang"
LANGUAGES = frozenset({"en"})
ValueT = TypeVar("ValueT")


def _no_act(value: object) -> object:
    return "" if value is None else value


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Result(_Entry):
    """A type of act with its mode; `type` "" is no act. `words`: lemmas of which one must stand near."""

    type: Annotated[str, BeforeValidator(_no_act)] = ""
    mode: str | None = None
    words: frozenset[str] = frozenset()

    @model_validator(mode="after")
    def _known(self) -> Result:
        try:
            if self.type:
                plover.score(self.type, self.mode)
        except WrongUse as error:
            raise ValueError(str(error)) from error
        return self


class When(_Entry):
    """What must hold for a sense: classes of object, subject and prepositions, words in the clause."""

    lemma: frozenset[str] = frozenset()
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    prep: dict[str, tuple[str, ...]] = {}
    words: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    sides: int = 0
    passive: bool | None = None
    modal: bool | None = None
    declined: bool | None = None
    no_predicate: bool = False
    own: bool = False


class Sense(Result):
    """One sense of a verb: when it holds, the act it says, and where the sides stand.

    `joint` lists slots whose parties act together with the subject; `absent` those of
    the state where a passive without an agent happens. `sure` is the strength of the rule, 0..1.
    """

    when: When = When()
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ()
    joint: tuple[str, ...] | None = None
    absent: tuple[str, ...] = ()
    also: Result | None = None
    weapons_if: tuple[str, ...] = ()
    aerial_if: tuple[str, ...] = ()
    official: bool = False
    request: bool = False
    inner: bool = False
    physical: bool = False
    future_only: bool = False
    sure: Annotated[float, Field(ge=0, le=1)] = 0.6

    @property
    def together(self) -> bool:
        """Return whether the act is done together: a slot for partners, or two sides asked of the subject."""
        return self.joint is not None or self.when.sides >= 2


class NounAct(Result):
    """A noun that names an act; `group` is what operators ask for, `free` lets it stand without a verb."""

    group: str = ""
    joint: bool = False
    free: bool = False
    needs_verb: bool = False
    joint_sides: bool = False
    joint_type: str | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Return the group, by default the type."""
        return self.group or self.type


class Operator(_Entry):
    """Verbs that say what happens to an act named by their object."""

    verbs: frozenset[str]
    does: dict[str, Literal["same"] | Result]
    verbs_of: dict[str, frozenset[str]] = {}
    modality: Modality = Modality.ACTUAL

    def result(self, verb: str, noun: NounAct) -> Result | None:
        """Return the act that `verb` makes of `noun`, or None where it makes none."""
        allowed = self.verbs_of.get(noun.kind, self.verbs)
        made = self.does.get(noun.kind) if verb in allowed else None
        return noun if made == "same" else made if isinstance(made, Result) else None


class Control(_Entry):
    """Verbs that govern another verb: the modality of its act, and the act that governing it is."""

    verbs: frozenset[str]
    modality: Modality
    does: dict[str, Result] = {}
    not_does: frozenset[str] = frozenset()
    object: bool = False
    silent: bool = False


class HeadlineVerb(_Entry):
    """A headline word read as a verb: the word that the parser hears, the lemma, and what may follow."""

    heard: str
    lemma: str
    next: tuple[str, ...] = ()


class Roles(_Entry):
    """Head nouns by sector; words inside a title; words for who held an office before."""

    roles: dict[str, frozenset[str]]
    title_words: frozenset[str]
    former: frozenset[str]


class Lexicon(_Entry):
    """All that the coder knows of one language."""

    lang: str
    words: dict[str, frozenset[str]]
    classes: dict[str, frozenset[str]]
    roles: Roles
    nouns: dict[str, NounAct]
    verbs: dict[str, tuple[Sense, ...]]
    operators: dict[str, Operator]
    controls: dict[str, Control]
    sectors: dict[str, str]
    nominalized: dict[str, str]
    announcing: frozenset[str]

    def sector(self, lemma: str) -> str | None:
        """Return the sector of a person or body called by `lemma`, or None where it is neither."""
        return self.sectors.get(lemma)

    @cached_property
    def operator_verbs(self) -> frozenset[str]:
        """Return all verbs that say what happens to an act."""
        return frozenset(verb for operator in self.operators.values() for verb in operator.verbs)

    def operator_results(self, verb: str, noun: NounAct) -> list[tuple[str, Result, Modality]]:
        """Return what `verb` makes of the act `noun`: operator, act, modality of the noun's own act."""
        found = []
        for name, operator in self.operators.items():
            made = operator.result(verb, noun) if verb in operator.verbs else None
            if made is not None:
                found.append((name, made, operator.modality))
        return found


def data(lang: str, name: str) -> Any:
    """Return the content of the file `name`.yml of a language. Raises PluginError where it is no YAML."""
    path = resources.files(PACKAGE) / lang / f"{name}.yml"
    return parse_yaml(path.read_text(encoding="utf-8"), f"lang/{lang}/{name}.yml")


def _split(table: dict[str, Any]) -> dict[str, Any]:
    """Return the table with one key a lemma: "a, b" becomes two; senses of one lemma are joined."""
    found: dict[str, Any] = {}
    for names, value in table.items():
        for name in (part.strip() for part in names.split(",")):
            if name in found and isinstance(value, list):
                found[name] = [*found[name], *value]
            else:
                found[name] = value
    return found


@cache
def lexicon(lang: str = "en") -> Lexicon:
    """Return the lexicon of `lang`. Raises WrongUse where it has none, PluginError for a bad file."""
    if lang not in LANGUAGES:
        raise WrongUse(
            f"texts in {lang!r} are not coded yet", do=f"use one of {', '.join(sorted(LANGUAGES))}"
        )
    where = f"lang/{lang}"
    words = data(lang, "words")
    operators = data(lang, "operators")
    roles = checked(
        Roles, {k: v for k, v in data(lang, "roles").items() if k != "source"}, f"{where}/roles.yml"
    )
    sectors = {lemma: sector for sector, lemmas in roles.roles.items() for lemma in lemmas}
    fields = {
        "words": words["words"],
        "classes": data(lang, "classes")["classes"],
        "nouns": _split(data(lang, "nouns")["nouns"]),
        "verbs": _split(data(lang, "verbs")["verbs"]),
        "operators": operators["operators"],
        **{name: operators[name] for name in ("controls", "nominalized", "announcing")},
    }
    return checked(Lexicon, {"lang": lang, "roles": roles, "sectors": sectors, **fields}, where)  # type: ignore[no-any-return]


@cache
def irregular(lang: str) -> dict[str, str]:
    """Return the lemmas of past forms that a lemmatizer may miss. Raises PluginError for a bad file."""
    found: dict[str, str] = checked(
        dict[str, str], data(lang, "headlines")["irregular"], f"lang/{lang}/headlines.yml"
    )
    return found


@cache
def headline_verbs(lang: str) -> dict[str, HeadlineVerb]:
    """Return the headline words that are verbs right behind an actor. Raises PluginError for a bad file."""
    found: dict[str, HeadlineVerb] = checked(
        dict[str, HeadlineVerb], data(lang, "headlines")["verbs"], f"lang/{lang}/headlines.yml"
    )
    return found


@cache
def heard(lang: str) -> dict[str, str]:
    """Return what the parser hears in place of words that it misreads. Raises PluginError for a bad file."""
    found: dict[str, str] = checked(
        dict[str, str], data(lang, "headlines")["heard"], f"lang/{lang}/headlines.yml"
    )
    return found
