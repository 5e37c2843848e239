"""What a phrase stands for: a state, its body or person, a private person, or a thing and whose it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from detente.coding.backing import Backers
from detente.coding.grammar import Grammar, lemma, spread
from detente.coding.party import Kind, Memory, Party, distinct
from detente.coding.places import state_among, state_of_city
from detente.coding.pronouns import Pronouns, is_reached
from detente.coding.units import Unit
from detente.ontology.sectors import UNKNOWN, is_official
from detente.ontology.states import STATES

SERVING = frozenset({"GOV", "COP", "MIL", "SPY"})
PERSONS = frozenset({"diplomat", "official", "envoy", "ambassador", "man", "minister", "general"})
OWNING = frozenset({"poss", "amod", "compound", "nmod", "nounmod", "npadvmod"})


class Parties:
    """Resolves the phrases of one sentence."""

    def __init__(self, grammar: Grammar, memory: Memory, given: Mapping[int, Party] | None = None) -> None:
        self.grammar, self.memory = grammar, memory
        self.sentence, self.lexicon = grammar.sentence, grammar.lexicon
        self._known: dict[int, tuple[Party, ...]] = {i: (party,) for i, party in (given or {}).items()}
        self._open: set[int] = set()
        self._backers = Backers(grammar, self.of, self.owners)
        self._pronouns = Pronouns(grammar, memory, self.of, self.phrase, self._pair)

    def of(self, token: Token) -> tuple[Party, ...]:
        """Return the parties that the phrase headed by `token` names, without those coordinated with it."""
        if token.i not in self._known:
            if token.i in self._open:
                return ()
            self._open.add(token.i)
            self._known[token.i] = self._backed(token, self._resolve(token))
            self._open.discard(token.i)
        return self._known[token.i]

    def acting(self, tokens: Sequence[Token]) -> tuple[Party, ...]:
        """Return the parties among the phrases that can act: no things."""
        return distinct(party for token in tokens for party in self.of(token) if party.kind is not Kind.THING)

    def reached(self, tokens: Sequence[Token]) -> tuple[Party, ...]:
        """Return the parties that an act on the phrases reaches: themselves, or the owners of things."""
        return distinct(
            party
            for token in tokens
            for party in self.of(token)
            if party.code is not None or party.kind is not Kind.THING
        )

    def _resolve(self, token: Token) -> tuple[Party, ...]:
        unit = self.sentence.unit(token)
        if unit is not None:
            return self._coordinated(token, self._of_unit(token, unit))
        if token.pos_ == "PRON" or token.lower_ in ("they", "it", "he", "she"):
            return self._pronouns.of(token)
        if token.lower_ in ("other", "another") and any(c.lower_ in ("each", "one") for c in token.children):
            return self._pronouns.each_other(token)
        if token.lower_ in ("former", "latter") and any(c.lower_ == "the" for c in token.children):
            return self._pair(token)[token.lower_ == "latter" :][:1]
        return self._pair(token) if self._is_pair(token) else self._common(token)

    def _backed(self, token: Token, found: tuple[Party, ...]) -> tuple[Party, ...]:
        """Return hackers of whom the text says that a state stands behind them as acting for that state."""
        if not any(party.sector == UNKNOWN and party.kind is not Kind.THING for party in found):
            return found
        backer = self._backers.of(token, found[0])
        if backer is None:
            return found
        sent = replace(found[0], code=backer.code, sector=backer.sector, kind=Kind.BODY)
        return (replace(sent, official=True, attributed=True),)

    def _common(self, token: Token) -> tuple[Party, ...]:
        """Return the parties of a phrase that is no listed name: by its head noun and whose it is."""
        sector = self._sector(token)
        appositions = [child for child in token.children if child.dep_ == "appos"]
        owners = self.owners(token)
        if sector is None:
            return (
                self._proper(token, owners, appositions) if token.pos_ == "PROPN" else _things(token, owners)
            )
        if any(lemma(child) in self.lexicon.roles.former for child in token.children):
            sector = "ELI"
        owners = owners or self._told_to_be(token)
        if not owners and _is_the_country(token):
            return self._pronouns.told_of(token) or (self._private(token, None, sector),)
        if lemma(token) == "state" and _is_one_of_many(token):
            return (self._private(token, None, sector),)  # "the first U.S. state to sue"
        if owners:
            return tuple(self._private(token, owner.code, _of_body(owner, sector)) for owner in owners)
        persons = [p for child in appositions for p in self.of(child) if p.kind is Kind.PERSON and p.code]
        return (persons[0],) if persons else (self._private(token, None, sector),)

    def _told_to_be(self, token: Token) -> tuple[Party, ...]:
        """Return whose somebody is by what he is said to be ("the envoy ... is a Rwandan diplomat")."""
        if token.dep_ != "nsubj" or lemma(token.head) != "be":
            return ()
        told = [child for child in token.head.children if child.dep_ == "attr"]
        return tuple(party for child in told for party in self.owners(child) if party.code)

    def _sector(self, token: Token) -> str | None:
        """Return the sector that a head noun gives ("customs service" by both words)."""
        before = [
            child for child in token.children if child.dep_ in ("compound", "amod") and child.i < token.i
        ]
        both = f"{before[-1].lower_} {lemma(token)}" if before else ""
        known = (self.lexicon.sector(each) for each in (both, lemma(token), token.lower_))
        return next((sector for sector in known if sector), None)

    def _coordinated(self, token: Token, party: Party) -> tuple[Party, ...]:
        """Return the party, and its like of the state named before it: "Indian and Pakistani troops"."""
        if party.kind is Kind.STATE or party.kind is Kind.PERSON:
            return (party,)
        if party.kind is Kind.GROUP and (shared := self._shared_noun(token)):
            return tuple(replace(each, code=party.code, at=token.i) for each in shared)
        beside = [c for child in token.children if child.dep_ in OWNING for c in (child, *child.children)]
        units = [unit for c in beside if c.i < token.i and (unit := self.sentence.unit(c)) is not None]
        codes = dict.fromkeys(
            u.code for u in units if u.kind in ("demonym", "state") and u.code not in (None, party.code)
        )
        return (*(replace(party, code=code) for code in codes), party)

    def _shared_noun(self, token: Token) -> tuple[Party, ...]:
        """Return the bodies that an adjective shares with the next ("the Thai and Malaysian air forces")."""
        unit = self.sentence.unit(token)
        if unit is None or unit.kind != "demonym" or token.i + 1 >= len(token.doc):
            return ()
        if token.doc[token.i + 1].lower_ != "and" or token.tag_ in ("NNS", "NNPS"):
            return ()
        beside = [child for child in token.children if child.dep_ == "conj"]
        found = tuple(party for child in beside for party in self.of(child))
        return tuple(party for party in found if party.kind is Kind.BODY and party.official)

    def _private(self, token: Token, code: str | None, sector: str) -> Party:
        kind = Kind.BODY if is_official(sector) else Kind.GROUP
        return Party(
            self.phrase(token),
            code,
            sector,
            kind,
            code is not None and is_official(sector),
            token.i,
        )

    def _proper(self, token: Token, owners: tuple[Party, ...], appositions: list[Token]) -> tuple[Party, ...]:
        """Return the party of a name that no list knows, by its apposition ("Ivan Petrov, a Russian spy")."""
        if lemma(token) in self.lexicon.words["times"] and not owners:
            return ()
        for child in appositions:
            found = self.of(child)
            if found and found[0].kind is not Kind.THING and self.sentence.unit(child) is None:
                return tuple(replace(party, text=self.phrase(token), at=token.i) for party in found)
        if owners and token.dep_ != "compound":
            return _things(token, owners)
        return (Party(self.phrase(token), None, None, Kind.GROUP, False, token.i),)

    def _of_unit(self, token: Token, unit: Unit) -> Party:
        words = self.phrase(token)
        if unit.kind == "state" or unit.kind == "capital":
            return Party(words, unit.code, "GOV", Kind.STATE, True, token.i)
        if unit.kind in ("leader", "name", "office"):
            named = [p for c in token.children if c.dep_ == "poss" for p in self._owner(c)]
            owner = [party for party in named if party.kind is Kind.STATE] or (
                [party for party in self.owners(token) if party.code] if unit.code is None else []
            )
            code = owner[0].code if owner else unit.code  # "India's Home Secretary" is no British one
            official = is_official(unit.sector) and unit.sector is not None and not unit.former
            return Party(words, code, unit.sector, Kind.PERSON, official and code is not None, token.i)
        if unit.kind == "demonym":
            return Party(words, unit.code, unit.sector or "CVL", Kind.GROUP, False, token.i)
        if any(lemma(child) in self.lexicon.roles.former for child in token.children):
            return Party(words, unit.code, "ELI", Kind.GROUP, False, token.i)
        sector = unit.sector or ("GOV" if unit.code in STATES else None)
        governs = unit.kind != "party" and (unit.kind != "nonstate" or sector == "GOV")
        official = is_official(sector) and governs
        own_role = self.lexicon.sector(lemma(token)) if unit.kind != "igo" else None
        if own_role and unit.kind in ("government", "military") and not is_official(own_role):
            return Party(words, unit.code, own_role, Kind.GROUP, False, token.i)
        return Party(words, unit.code, sector, Kind.BODY, official, token.i)

    def owners(self, token: Token) -> tuple[Party, ...]:
        """Return the parties whose the phrase is: "Russian oil", "Russia's actions", "citizens of Russia"."""
        found: list[Party] = []
        theirs = any(c.dep_ in OWNING and self.sentence.unit(c) is not None for c in token.children)
        for child in token.children:
            if theirs and child.tag_ == "PRP$":
                continue  # "his Dutch counterpart" is Dutch
            if child.dep_ in OWNING:
                for each in (child, *(c for c in child.children if c.dep_ == "conj")):
                    found += self._owner(each)
        for preposition in ("of", "from", "in", "at"):
            if found:
                break
            heads = self.grammar.behind(token, preposition)
            if preposition in ("in", "at") and self.lexicon.sector(lemma(token)) is None:
                continue
            if preposition in ("in", "at") and self._sector(token) == "JUD":
                found += self._of_city(heads)  # "a court in Grodno"
            found += [
                party
                for head in heads
                for party in self.of(head)
                if party.code and (party.kind is Kind.STATE or preposition == "of")
            ]
        return distinct(found)

    def _of_city(self, heads: Sequence[Token]) -> Iterator[Party]:
        for head in heads:
            code = (
                self.city_state(head) if head.pos_ == "PROPN" and self.sentence.unit(head) is None else None
            )
            if code is not None:
                yield Party(self.phrase(head), code, "GOV", Kind.STATE, True, head.i)

    def _owner(self, child: Token) -> list[Party]:
        unit = self.sentence.unit(child)
        if unit is not None:
            return list(self.of(child))
        if child.dep_ == "poss" and child.pos_ in ("NOUN", "PROPN", "PRON"):
            return [party for party in self.of(child) if party.code]
        if child.dep_ in ("compound", "nmod") and child.pos_ in ("NOUN", "PROPN"):
            return [party for party in self.owners(child) if party.code] + [
                p for c in child.children if c.dep_ == "conj" for p in self._owner(c)
            ]
        return []

    def phrase(self, token: Token) -> str:
        """Return the words of the phrase up to its head, without articles."""
        first = token.i
        for child in token.children:
            if child.i < token.i and child.dep_ in (*OWNING, "nummod", "quantmod", "case"):
                first = min(first, child.left_edge.i)
        while first < token.i and token.doc[first].lower_ in ("the", "a", "an", "its", "his", "her", "their"):
            first += 1
        last = token.i
        if self.sentence.unit(token) is None:
            for child in token.children:
                if child.dep_ == "prep" and child.lower_ in ("of", "from") and child.i == token.i + 1:
                    ends = [
                        grand
                        for grand in child.children
                        if grand.dep_ == "pobj" and self.sentence.unit(grand)
                    ]
                    last = ends[0].i if ends else last
        return self.sentence.words(first, last)

    def _is_pair(self, token: Token) -> bool:
        words = self.lexicon.words
        known = any(c.lower_ in ("the", "both", "these") for c in token.children)
        if lemma(token) in PERSONS and not known:
            return False  # "expels two diplomats"
        return (
            lemma(token) in words["both_heads"]
            and any(
                child.lower_ in words["both"]
                for child in token.children
                if child.dep_ in ("det", "nummod", "predet", "preconj")
            )
            and not self._has_owner_unit(token)
        )

    def _has_owner_unit(self, token: Token) -> bool:
        return any(self.sentence.unit(child) is not None for child in token.children)

    def _pair(self, token: Token) -> tuple[Party, ...]:
        """Return the two states last named before "the two countries", if they are just two."""
        named = [
            self.of(each) for each in token.doc if each.i < token.i and self.sentence.unit(each) is not None
        ]
        here = _by_state(party for parties in named for party in parties)
        both = here if len(here) > 1 else _by_state((*self.memory.states, *here))
        if len(both) != 2:
            return ()
        words = self.phrase(token)
        return tuple(Party(words, party.code, "GOV", Kind.STATE, True, token.i) for party in both)

    def city_state(self, token: Token) -> str | None:
        """Return the state in whose territory the place `token` is."""
        unit = self.sentence.unit(token)
        if unit is not None and unit.kind in ("state", "capital"):
            return unit.code
        first = min((child.i for child in token.children if child.dep_ == "compound"), default=token.i)
        return state_of_city(self.sentence.words(first, token.i))

    def ground(self, token: Token, without: Collection[str | None]) -> str | None:
        """Return which of the states that the text names so far, but for `without`, has the place `token`."""
        unit = self.sentence.unit(token)
        if unit is not None:
            return unit.code if unit.kind == "capital" and unit.code not in without else None
        first = min((child.i for child in token.children if child.dep_ == "compound"), default=token.i)
        named = {party.state for party in (*self._named(), *self.memory.states)} - {None} - set(without)
        return state_among(self.sentence.words(first, token.i), {str(code) for code in named})

    def other_than(self, actor: tuple[Party, ...], verb: Token, *, behind: bool = False) -> tuple[Party, ...]:
        """Return the one other state that the text names before `verb`, to which a state's own act may be.

        `behind`: or after it in the sentence.
        """
        own = {party.state for party in actor}
        here = [party for party in _by_state(self._named()) if party.state not in own]
        found = here or [party for party in self.memory.states if party.state not in own]
        if len(found) != 1 or not own - {None} or (here and here[0].at > verb.i and not behind):
            return ()
        return (replace(found[0], kind=Kind.STATE, sector="GOV", official=True),)

    def _named(self) -> Iterator[Party]:
        for token in self.sentence.doc:
            if self.sentence.unit(token) is not None:
                yield from self.of(token)

    def remembered(self) -> Memory:
        """Return what this sentence leaves for the next."""
        doc = self.sentence.doc
        roots = [token for token in doc if token.head.i == token.i and token.pos_ in ("VERB", "AUX")]
        subject = self.acting(self.grammar.surface(roots[0])) if roots else ()
        named = [self.of(token) for token in doc if self.sentence.unit(token) is not None]
        states = _by_state(party for parties in named for party in parties)
        objects = (token for token in doc if token.dep_ in ("dobj", "nsubjpass") and token.pos_ != "PRON")
        reached = tuple(party for token in objects for party in self.of(token) if is_reached(party))
        return Memory(subject or self.memory.subject, states or self.memory.states, reached)


def _of_body(owner: Party, sector: str) -> str:
    """Return the sector of somebody who serves a body ("Chinese military officer"): the body's.

    Who serves an entity that its state does not rule serves that alone.
    """
    if owner.sector == "PRE" and is_official(sector):
        return "PRE"
    return (
        owner.sector
        if owner.kind is Kind.BODY and owner.official and owner.sector and sector in SERVING
        else sector
    )


def _is_the_country(token: Token) -> bool:
    the = any(child.dep_ == "det" and child.lower_ in ("the", "this") for child in token.children)
    return the and token.lower_ in ("country", "nation")


def _is_one_of_many(token: Token) -> bool:
    """Return whether the phrase counts the noun or tells one of several ("a", "three", "the first")."""
    words = {child.lower_ for child in token.children if child.dep_ in ("det", "amod", "nummod")}
    many = any(child.dep_ == "nummod" for child in token.children)
    return many or bool(words & {"a", "an", "first", "second", "each", "every", "several", "many"})


def _things(token: Token, owners: tuple[Party, ...]) -> tuple[Party, ...]:
    """Return a thing as a party for each whose it is; of a mere adjective the sector is not known."""
    sectors = [None if owner.kind is Kind.GROUP else owner.sector for owner in owners]
    return tuple(
        replace(owner, kind=Kind.THING, sector=sector, at=token.i)
        for owner, sector in zip(owners, sectors, strict=True)
    )


def _by_state(parties: Iterable[Party]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for party in parties:
        if party.state is not None:
            found.setdefault(party.state, party)
    return tuple(found.values())


__all__ = ["Kind", "Memory", "Parties", "Party", "spread"]
