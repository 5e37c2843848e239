"""Whether a sense of a verb holds in a sentence, and which phrases stand in its slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from detente.coding.grammar import Grammar, is_passive, lemma
from detente.coding.parties import Parties
from detente.coding.party import Kind, Party
from detente.lang import NounAct, Sense, When


class Senses:
    """Reads conditions and slots of the lexicon for one sentence."""

    def __init__(self, grammar: Grammar, parties: Parties) -> None:
        self.grammar, self.parties, self.lexicon = grammar, parties, grammar.lexicon

    def noun_act(self, token: Token) -> NounAct | None:
        """Return the act that a noun names by itself or with its compound ("phone call")."""
        if token.pos_ not in ("NOUN", "PROPN", "VERB") or self.grammar.sentence.unit(token) is not None:
            return None
        for name in self.names(token):
            found = self.lexicon.nouns.get(name)
            if found is not None:
                return found
        return None

    def names(self, token: Token) -> list[str]:
        """Return the names to look a noun up by: "phone call", then "call"."""
        base = lemma(token)
        found = [
            f"{lemma(child)} {base}"
            for child in token.children
            if child.dep_ in ("compound", "amod", "nmod") and child.i < token.i
        ]
        of = [f"{base} of {lemma(head)}" for head in self.grammar.behind(token, "of")]
        return [*found, *of, base, token.lower_] if token.pos_ != "VERB" else []

    def holds(self, when: When, name: str, verb: Token) -> bool:
        """Return whether the conditions hold for the verb, found under `name`."""
        subjects = self.grammar.subjects(verb)
        return (
            (not when.lemma or name in when.lemma)
            and (not when.object or self.any_fits(when.object, self.grammar.objects(verb)))
            and (not when.subject or self.any_fits(when.subject, self.grammar.subjects(verb)))
            and all(
                self.any_fits(classes, self.slot_heads(verb, prep)) for prep, classes in when.prep.items()
            )
            and (
                not when.words
                or bool(when.words & {word for t in self._said_of(verb) for word in (lemma(t), t.lower_)})
            )
            and (not when.complement or any(child.dep_ in when.complement for child in verb.children))
            and (when.declined is None or when.declined == self._declined(verb))
            and (when.sides < 2 or self._sides(subjects) >= when.sides)
            and (when.passive is None or when.passive == is_passive(verb))
            and (when.modal is None or when.modal == self._modal(verb))
            and not (
                when.no_predicate
                and any(c.dep_ in ("oprd", "xcomp", "ccomp", "acomp") for c in verb.children)
            )
        )

    def _said_of(self, verb: Token) -> Iterator[Token]:
        """Yield the words of the verb's clause, with what it declares its object to be."""
        yield from self.grammar.clause(verb)
        for child in verb.children:
            if child.dep_ == "ccomp" and lemma(child) == "be" and child.tag_ == "VB":
                yield from self.grammar.clause(child)

    def _declined(self, verb: Token) -> bool:
        """Return whether the verb's infinitive is negated ("warns B not to ...")."""
        inner = [child for child in verb.children if child.dep_ in ("xcomp", "ccomp")]
        return any(c.dep_ == "neg" for child in inner for c in child.children)

    def _sides(self, tokens: Sequence[Token]) -> int:
        found = self.parties.acting(tokens)
        if len(found) == 1 and any(t.tag_ in ("NNS", "NNPS") for t in tokens) and found[0].code is None:
            return 2
        return len(found)

    def _modal(self, verb: Token) -> bool:
        words = self.lexicon.words["hypothetical_aux"] | self.lexicon.words["future_aux"]
        return any(
            child.dep_ == "aux" and (child.lower_ in words or child.lower_ == "to") for child in verb.children
        )

    def any_fits(self, classes: Iterable[str], heads: Sequence[Token]) -> bool:
        """Return whether any head is of any class ("none": there is no head)."""
        wanted = tuple(classes)
        if not heads:
            return "none" in wanted
        return any(self._fits(name, head) for head in heads for name in wanted)

    def _fits(self, name: str, head: Token) -> bool:
        if name == "any":
            return True
        if name in ("party", "person", "anyone", "thing"):
            return self._fits_party(name, head)
        if name == "igo":
            unit = self.grammar.sentence.unit(head)
            return unit is not None and unit.kind == "igo"
        if name in self.lexicon.classes:
            members = self.lexicon.classes[name]
            unit = self.grammar.sentence.unit(head)
            last = self.grammar.sentence.words(head.i, head.i).lower().split()[-1] if unit else ""
            return bool(members & {*self.names(head), lemma(head), last, last.removesuffix("s")})
        if name.isupper():
            act = self.noun_act(head)
            sectors = {party.sector for party in self.parties.of(head) if party.kind is not Kind.THING}
            return name in sectors or (act is not None and act.kind == name)
        return name == lemma(head) or name in self.names(head)

    def _fits_party(self, name: str, head: Token) -> bool:
        found = [party for party in self.parties.of(head) if party.kind is not Kind.THING]
        if name == "thing":
            return not found
        if name == "person":
            return any(party.kind is Kind.PERSON for party in found)
        return any(party.code is not None or name == "anyone" for party in found)

    def slot_heads(self, head: Token, slot: str) -> list[Token]:
        """Return the heads in a slot of a verb: "object", "with", "object.on", "for.with" ..."""
        grammar = self.grammar
        first, _, rest = slot.partition(".")
        if first == "subject":
            found = grammar.subjects(head)
        elif first == "object":
            found = grammar.objects(head)
        elif first == "dative":
            found = grammar.datives(head)
        elif first == "complement":
            found = self._complement_subjects(head)
        else:
            found = grammar.behind(head, first)
        if not rest or rest in ("owner", "place"):
            return found
        return [inner for each in found for inner in grammar.deep(each, rest)]

    def _complement_subjects(self, verb: Token) -> list[Token]:
        found: list[Token] = []
        for child in verb.children:
            if child.dep_ in ("ccomp", "xcomp", "oprd"):
                found += [c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")]
        return found

    def slot(self, head: Token, slot: str) -> tuple[Party, ...]:
        """Return the parties in a slot."""
        heads = self.slot_heads(head, slot)
        if slot.endswith(".owner"):
            return tuple(party for each in heads for party in self.parties.owners(each))
        if slot.endswith(".place"):
            return self._at_places(heads)
        return self.parties.reached(heads)

    def _at_places(self, heads: Sequence[Token]) -> tuple[Party, ...]:
        found = []
        for head in heads:
            known = [p for p in self.parties.reached([head]) if p.kind is not Kind.GROUP]
            code = self.parties.city_state(head)
            if known:
                found += known
            elif code is not None:
                found.append(Party(self.parties.phrase(head), code, "GOV", Kind.STATE, True, head.i))
        return tuple(found)

    def first(self, head: Token, slots: Iterable[str], actor: Sequence[Party] = ()) -> tuple[Party, ...]:
        """Return the parties of the first slot that holds a coded one, else of the first that holds any.

        A slot with nobody but the states of `actor` gives way ("closed its consulate in B").
        """
        filled: tuple[Party, ...] = ()
        own = {party.code for party in actor}
        for slot in slots:
            found = self.slot(head, slot)
            if any(party.code and party.code not in own for party in found):
                return found
            filled = filled or found
        return filled

    def answered(self, verb: Token, actor: Sequence[Party]) -> tuple[Party, ...]:
        """Return which other state's act one answers ("holds drills in response to B's visit")."""
        own = {party.state for party in actor}
        answers = [
            head
            for name in ("in", "as")
            for head in self.grammar.behind(verb, name)
            if lemma(head) in self.lexicon.words["answers"]
        ]
        behind = [
            h
            for head in answers
            for name in ("to", "for", "over", "against", "at")
            for h in self.grammar.deep(head, name)
        ]
        found = (party for head in behind for party in (*self.parties.of(head), *self.parties.owners(head)))
        others = {party.state: party for party in found if party.state is not None and party.state not in own}
        return (
            tuple(replace(p, kind=Kind.STATE, sector="GOV", official=True) for p in others.values())
            if len(others) == 1
            else ()
        )

    def union(self, head: Token, slots: Iterable[str]) -> tuple[Party, ...]:
        """Return the parties of all slots."""
        return tuple(dict.fromkeys(party for slot in slots for party in self.slot(head, slot)))

    def sense(self, names: Iterable[str], verb: Token) -> Sense | None:
        """Return the first sense of the verb that holds, looked up by `names` (with a particle first)."""
        for name in names:
            for sense in self.lexicon.verbs.get(name, ()):
                if self.holds(sense.when, name, verb):
                    return sense
        return None
