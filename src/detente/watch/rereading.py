"""Reads texts for the receipts by the coder's parse and gazetteer; joins two neighbours."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from spacy.tokens import Token

from detente.coding.base import Candidate, Typed
from detente.coding.certainty import Certainty, Judge
from detente.coding.dates import Time as Time_, last_day, times
from detente.coding.governing import governor
from detente.coding.grammar import Grammar, lemma
from detente.coding.parties import Parties
from detente.coding.party import Memory, Party
from detente.coding.reading import Sentence as Parsed, prepare, read
from detente.lang import Result, lexicon
from detente.lang.alike import alike
from detente.lang.lexicon import data
from detente.receipts.match import PEOPLE
from detente.receipts.numbers import SIGNS
from detente.receipts.reading import Filler, Name, Predicate, Reading, Sentence, Time, Word
from detente.records import Modality, Precision

LONGEST = 20_000
INSIDE = frozenset({"compound", "amod", "poss", "nmod", "appos", "nummod", "flat"})
PLACING = frozenset({"in", "at", "near", "across", "outside", "inside", "around", "along"})
NOT_ACTS = frozenset({"amod", "compound", "aux", "auxpass"})
_TO = r"(?: ?[-–] ?| (?:to|and|or|until|through) )"
BEFORE = re.compile(rf"\b(?P<day>\d{{1,2}}){_TO}$")
BEHIND = re.compile(rf"{_TO}(?P<day>\d{{1,2}})\b(?! [A-Z]|[\d,.]*\d)")
CONFLICT = 4  # the strictest quad class: only who did it answers for it


class Rereader:
    """A `detente.receipts.Reader` of English texts; it keeps what it read last."""

    def __init__(self) -> None:
        self._read = lru_cache(maxsize=256)(_reading)

    def read(self, text: str, published: dt.date | None) -> Reading:
        """Return the text read; of a very long one the first 20,000 characters."""
        return self._read(text[:LONGEST], published)


def _reading(text: str, published: dt.date | None) -> Reading:
    found, memory = [], Memory()
    for parsed in read(prepare(text, lexicon("en"), published)):
        one = _Sentence(parsed, memory, published)
        found.append(one.sentence())
        memory = one.parties.remembered()
    return Reading(text, published, tuple(found))


class _Sentence:
    """One parsed sentence turned into the words, names and acts of the receipts."""

    def __init__(self, parsed: Parsed, memory: Memory, published: dt.date | None) -> None:
        self.parsed, self.published = parsed, published
        self.grammar = Grammar(parsed, lexicon("en"))
        self.parties = Parties(self.grammar, memory)
        self.judge = Judge(self.grammar, self.parties)
        self.names = list(self._names())

    def sentence(self) -> Sentence:
        start = self.parsed.start
        words = tuple(
            Word(
                self.parsed.words(token.i, token.i),
                lemma(token),
                token.pos_,
                start + cell.start,
                start + cell.end,
                token.head.i,
                token.dep_,
            )
            for token, cell in zip(self.parsed.doc, self.parsed.cells, strict=True)
        )
        predicates = tuple(self._predicates())
        return Sentence(
            start, self.parsed.end, words, tuple(self.names), predicates, tuple(self._times(predicates))
        )

    def _times(self, predicates: tuple[Predicate, ...]) -> Iterator[Time]:
        """Yield the times, of any form of words: also "the 2020 deal", "the May 2024 attack"."""
        future = any(predicate.modality == "future" for predicate in predicates)
        text, at = self.parsed.text, self.parsed.start
        taken: list[tuple[int, int]] = []
        for time in times(text, self.published, future=future):
            words = text[time.start : time.end]
            if not words.endswith(("ago", "earlier")) or (self.published and words.endswith("ago")):
                taken.append((time.start, time.end))
                weekday = words.lower().split()[-1] in data("en", "dates")["weekdays"]
                yield Time(
                    at + time.start,
                    at + time.end,
                    time.day,
                    last_day(time),
                    time.precision or Precision.YEAR,
                    weekday,
                    _yearless(words),
                )
                yield from (self._other_end(time, match) for match in _ends(text, time))
        if self.published and not taken:
            yield from (
                self._day_before(match) for match in re.finditer("the (?:previous day|day before)", text)
            )
        for match in _bare().finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                yield self._bare_time(match)

    def _other_end(self, time: Time_, match: re.Match[str]) -> Time:
        """Return the other end of days that share a month ("8 to 10 May")."""
        day, at = time.day.replace(day=int(match["day"])), self.parsed.start
        return Time(at + match.start("day"), at + match.end("day"), day, day, Precision.DAY, yearless=True)

    def _day_before(self, match: re.Match[str]) -> Time:
        at, day = self.parsed.start, (self.published or dt.date.min) - dt.timedelta(days=1)
        return Time(at + match.start(), at + match.end(), day, day, Precision.DAY)

    def _bare_time(self, match: re.Match[str]) -> Time:
        months, at = data("en", "dates")["months"], self.parsed.start
        year, month = int(match["year"]), match["month"]
        number = months.index(month.lower()) + 1 if month else 0
        first = dt.date(year, number or 1, 1)
        last = dt.date(year, number or 12, calendar.monthrange(year, number or 12)[1])
        precision = Precision.MONTH if number else Precision.YEAR
        return Time(at + match.start(), at + match.end(), first, last, precision)

    def _names(self) -> Iterator[Name]:
        """Yield the units of the sentence and the other runs of capitalised words, in order."""
        doc, cells, index = self.parsed.doc, self.parsed.cells, 0
        while index < len(doc):
            unit, first = cells[index].unit, index
            if unit is not None:
                while index + 1 < len(doc) and cells[index + 1].unit == unit:
                    index += 1
                yield self._name(first, index, unit.code, unit.actor_id, unit.kind)
            elif self._capital(doc[index]):
                while (step := self._next(index)) > 0:
                    index += step
                yield self._name(first, index, None, None, "")
            index += 1

    def _name(self, first: int, last: int, code: str | None, actor: str | None, kind: str) -> Name:
        start, cells = self.parsed.start, self.parsed.cells
        return Name(
            start + cells[first].start,
            start + cells[last].end,
            self.parsed.words(first, last),
            code,
            actor,
            kind,
            self._hyphen(cells[first].start, cells[last].end, kind),
            self._placed(last),
        )

    def _hyphen(self, start: int, end: int, kind: str) -> str:
        """Return the character before a name; of an adjective with a hyphen behind it, that one."""
        text = self.parsed.text
        behind = kind == "demonym" and text[end : end + 1] == "-"
        return "-" if behind else text[max(0, start - 1) : start]

    def _placed(self, at: int) -> bool:
        """Tell whether a name stands behind a preposition of place."""
        token = self.parsed.doc[at]
        while token.dep_ in INSIDE or token.dep_ == "conj":
            token = token.head
        return token.dep_ == "pobj" and token.head.lower_ in PLACING

    def _capital(self, token: Token) -> bool:
        text = self.parsed.words(token.i, token.i)
        if not text.isalpha() and any(char in SIGNS for char in text):
            return False
        if not text[:1].isupper() and not (len(text) > 1 and text[:1].islower() and text[1:2].isupper()):
            return False
        if text.lower() in _counting():
            return False
        if token.lower_ in ("i", "mr", "mrs", "ms", "dr", "mr.", "mrs.", "dr."):
            return False
        opening = token.i == 0 or (token.i == 1 and not token.nbor(-1).text.isalnum())
        return (
            token.pos_ == "PROPN" if opening else token.pos_ not in ("DET", "PRON", "ADP", "CCONJ", "SCONJ")
        )

    def _next(self, index: int) -> int:
        """Return how many words a name goes on by: one, two with "of" between, 0 where it ends."""
        doc, cells = self.parsed.doc, self.parsed.cells
        for step in (1, 2):
            at = index + step
            if at == len(doc):
                break
            joined = step == 1 or doc[index + 1].lower_ == "of"
            if joined and cells[at].unit is None and self._goes_on(doc[at]):
                return step
        return 0

    def _goes_on(self, token: Token) -> bool:
        text = self.parsed.words(token.i, token.i)
        return text[:1].isupper() and token.pos_ not in ("DET", "PRON", "ADP")

    def _predicates(self) -> Iterator[Predicate]:
        verbless = not any(token.pos_ in ("VERB", "AUX") for token in self.parsed.doc)
        for token in self.parsed.doc:
            noun = token.pos_ == "NOUN"
            verb = token.pos_ in ("VERB", "AUX") and token.dep_ not in NOT_ACTS
            has = token.i > 0 and token.nbor(-1).lemma_ == "have"  # "has annexed sections"
            misread = (verbless or has) and token.dep_ == "amod" and token.lower_.endswith("ed")
            if noun or verb or misread:
                yield self._predicate(token, noun)

    def _predicate(self, token: Token, noun: bool) -> Predicate:
        agents, patients = self._sides(token, noun)
        roles = {"agent": self._fillers(agents), "patient": self._fillers(patients)}
        for preposition in self.grammar.prepositions(token):
            if preposition.dep_ != "agent" and preposition.lower_ != "by":
                found = self._fillers(self.grammar.behind(token, preposition.lower_))
                roles[preposition.lower_] = (*roles.get(preposition.lower_, ()), *found)
        if token.pos_ in ("VERB", "AUX"):
            roles["to"] = (*roles.get("to", ()), *self._fillers(self.grammar.datives(token)))
        acting = self.parties.acting(agents)
        sure = self._certainty(token, acting)
        start, cell = self.parsed.start, self.parsed.cells[token.i]
        return Predicate(
            lemma(token),
            token.i,
            start + cell.start,
            start + cell.end,
            noun,
            {role: found for role, found in roles.items() if found},
            sure.modality,
            sure.status,
            self._hedged(token),
            tuple(lemma(above) for above in self.judge.carriers(token)),
            tuple(self._governed(token)),
            self._kinds(token),
        )

    def _certainty(self, token: Token, acting: tuple[Party, ...]) -> Certainty:
        """Return how certain an act is; one that is a verb's object is no more than that verb's."""
        sure = self.judge.of(Candidate(token, acting, (), Typed(None, None, 0.0)), CONFLICT)
        verb = token.head
        if token.dep_ != "dobj" or verb.pos_ != "VERB" or sure.modality is not Modality.ACTUAL:
            return sure
        above = self.judge.of(Candidate(verb, acting, (), Typed(None, None, 0.0)), CONFLICT)
        return replace(sure, modality=above.modality)

    def _sides(self, token: Token, noun: bool) -> tuple[list[Token], list[Token]]:
        if not noun and self._turned(token):
            return self.grammar.agents(token), self.grammar.surface(token.head)
        if not noun:
            return self.grammar.subjects(token), self.grammar.objects(token)
        owners = [c for c in token.children if c.dep_ == "poss" or (c.dep_ in INSIDE and self._is_name(c))]
        agents = owners + self.grammar.behind(token, "by")
        return agents or self._doer(token), [
            head for name in ("of", "on", "against") for head in self.grammar.behind(token, name)
        ]

    @staticmethod
    def _turned(token: Token) -> bool:
        """Tell whether a bare participle has its doer behind "by" ("stands accused by Chile")."""
        bare = not any(child.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for child in token.children)
        by = any(child.dep_ == "agent" for child in token.children)
        return (
            token.tag_ == "VBN" and bare and by and token.dep_ in ("advcl", "xcomp", "acomp", "oprd", "ccomp")
        )

    def _doer(self, noun: Token) -> list[Token]:
        """Return who does what the noun names, where it is the object of a verb ("launches an attack")."""
        verb = noun.head
        direct = noun.dep_ == "dobj" and verb.pos_ == "VERB" and bool(self._kinds(noun))
        direct = direct and lemma(verb) not in alike().receiving  # "gets a loan"
        return self.grammar.subjects(verb) if direct else []

    def _is_name(self, token: Token) -> bool:
        start = self.parsed.start + self.parsed.cells[token.i].start
        return any(name.start <= start < name.end for name in self.names)

    def _fillers(self, heads: list[Token]) -> tuple[Filler, ...]:
        distinct = {head.i: head for head in heads}.values()
        return tuple(
            Filler(
                lemma(head),
                head.i,
                tuple(dict.fromkeys(name for token in _phrase(head) for name in self._named(token)))
                or self._stands_for(head),
                head.pos_ == "PRON" or any(c.dep_ == "poss" and c.pos_ == "PRON" for c in head.children),
            )
            for head in distinct
        )

    def _stands_for(self, pronoun: Token) -> tuple[Name, ...]:
        """Return the person named last before "he" or "she", within the sentence."""
        at = self.parsed.start + self.parsed.cells[pronoun.i].start
        people = [name for name in self.names if name.end <= at and name.kind in PEOPLE]
        return tuple(people[-1:]) if pronoun.lower_ in ("he", "she") else ()

    def _named(self, token: Token) -> Iterator[Name]:
        start = self.parsed.start + self.parsed.cells[token.i].start
        yield from (name for name in self.names if name.start <= start < name.end)

    def _hedged(self, token: Token) -> bool:
        words = self.grammar.lexicon.words["hedges"]
        near = [*token.children, *(token.head.children if token.dep_ in ("xcomp", "dobj", "nsubj") else ())]
        near += [
            c for head in token.children if head.dep_ in ("nsubj", "nsubjpass", "dobj") for c in head.children
        ]
        return any(child.lower_ in words for child in near)

    def _governed(self, token: Token) -> Iterator[str]:
        seen, above = {token.i}, governor(token)
        while above is not None and above.i not in seen:
            seen.add(above.i)
            yield lemma(above)
            above = governor(above)

    def _kinds(self, token: Token) -> frozenset[str]:
        known = self.grammar.lexicon
        if token.pos_ == "NOUN":
            act = known.nouns.get(lemma(token))
            return frozenset({_kind(act)} if act and act.type else ())
        return frozenset(_kind(sense) for sense in known.verbs.get(lemma(token), ()) if sense.type)


def _kind(made: Result) -> str:
    return f"{made.type} {made.mode}" if made.mode else made.type


def _ends(text: str, time: Time_) -> Iterator[re.Match[str]]:
    """Yield the bare number of a day beside a day with its month, where it can be one of that month."""
    if time.precision is not Precision.DAY or not text[time.start : time.end][:1].isalnum():
        return
    last = calendar.monthrange(time.day.year, time.day.month)[1]
    first = text[time.start : time.end][0].isdigit()
    found = BEFORE.search(text[: time.start]) if first else BEHIND.match(text, time.end)
    if found and 1 <= int(found["day"]) <= last:
        yield found


def _yearless(words: str) -> bool:
    """Tell whether words name a month and no year."""
    named = words.lower().replace(".", "").split()
    return not re.search(r"\d{4}", words) and any(month in named for month in data("en", "dates")["months"])


@cache
def _bare() -> re.Pattern[str]:
    months = "|".join(data("en", "dates")["months"])
    return re.compile(rf"\b(?:(?P<month>{months}) )?(?P<year>(?:19|20)\d\d)\b(?![-.,]\d)", re.IGNORECASE)


@cache
def _counting() -> frozenset[str]:
    """Return the words of times and numbers, which have capitals and are no names."""
    named, known = data("en", "dates"), alike()
    return frozenset([*named["weekdays"], *named["months"], *known.cardinals, *known.ordinals, *known.scales])


def _phrase(head: Token, *, inner: bool = False) -> Iterator[Token]:
    """Yield a phrase's head with what stands within it: compounds, owners, adjectives, "of ..."."""
    yield head
    for child in head.children:
        if child.dep_ in INSIDE or (inner and child.dep_ == "conj"):
            yield from _phrase(child, inner=True)
        elif child.dep_ == "prep" and child.lower_ == "of":
            for owner in child.children:
                if owner.dep_ == "pobj":
                    yield from _phrase(owner, inner=True)
