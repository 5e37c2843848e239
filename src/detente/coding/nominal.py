"""Acts that a noun names: "sanctions on", "a call with", "the expulsion of X by Y", alone or under a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from detente.coding.base import Candidate, Typed
from detente.coding.grammar import is_passive, lemma
from detente.coding.party import Kind, Party
from detente.coding.senses import Senses
from detente.lang import NounAct, Result
from detente.records import Modality

BEFORE = frozenset(
    {"after", "following", "during", "in", "at", "since", "from", "through", "amid", "over", "via", "on"}
)
TALKED = frozenset({"after", "following", "during", "in", "at", "through", "via", "on", "from"})
SENDING = frozenset({"lead", "send", "dispatch", "leave", "depart", "head"})
CARRIED_OUT = frozenset(
    {"release", "free", "return", "exchange", "swap", "send", "hand", "arrive", "come", "land"}
)
ARRIVING = frozenset({"arrive", "fly", "travel", "go", "gather", "return", "come", "visit"})
TWO = 2
DEED_BEHIND = ("in", "by", "from", "during", "following", "after")
SHARES = frozenset({"%", "percent", "per cent"})
HOSTILE = frozenset({"ASSAULT", "COERCE", "INTERFERENCE", "ESPIONAGE"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
VERB_TOO = frozenset(
    {"on", "against", "with", "to", "between", "from", "at", "for", "over", "into", "in", "by", "about"}
    | {"inside", "across", "throughout"}
)


class Nominal:
    """Reads the acts that nouns name in one sentence."""

    def __init__(self, senses: Senses) -> None:
        self.senses = senses
        self.grammar, self.parties, self.lexicon = senses.grammar, senses.parties, senses.lexicon

    def plausible(self, noun: Token, act: NounAct) -> bool:
        """Return whether the noun means the act here, by what it needs around it."""
        behind = (
            noun.head if noun.dep_ == "dobj" and act.type == "SANCTION" else None
        )  # "suspends a ban on X to B"
        if (
            act.needs
            and not any(self._slot(noun, slot, None) for slot in act.needs)
            and not (
                behind is not None and self.grammar.behind(noun, "on") and self._slot(noun, "to", behind)
            )
        ):
            return False
        if any(self.grammar.behind(noun, slot) for slot in act.unless_before) and act.mode == "phone":
            return bool(self.grammar.behind(noun, "with"))
        objects = [*self.grammar.behind(noun, "of"), *self._modifiers(noun)]
        return not act.object or self.senses.any_fits(act.object, objects)

    def operated(
        self, verb: Token, noun: Token, act: NounAct, result: Result, modality: Modality, operator: str
    ) -> Iterator[Candidate]:
        """Yield what a verb makes of the act, and the act itself where the verb only plans it."""
        actor = self._verb_subjects(verb, noun)
        if operator == "receive":
            yield from self._received(verb, noun, act, actor)
            return
        if not result.type:  # it is only thought of, or left undone
            yield from self._planned(verb, noun, act, actor, modality)
            return
        if result.type == "RETREAT" and self._is_of_others(noun, act, actor):
            return
        if operator == "do" and not actor:
            actor = self._sides(noun, act.actor, verb) if not act.joint else ()
        own = result is act
        typed = Typed(result.type, result.mode, 0.75 if own else 0.7)
        if act.kind == "REGRET" and self._is_of_anothers_deed(verb, noun, actor):
            typed = replace(typed, event_type="ACCUSE", mode="disapprove")
        shared = (
            act.joint_type
            and len({p.code for p in (*actor, *self._partners(noun, act, verb, actor)) if p.code}) > 1
        )
        several = len({p.state for p in actor if p.state}) > 1 and typed.event_type in (
            "COOPERATE",
            "AGREE",
            "SUPPORT",
            "CONSULT",
        )
        if act.joint or act.joint_sides or shared or several:
            yield from self._joint(verb, noun, act, typed, actor, own, operator)
        else:
            recipient = self._recipients(verb, noun, act, actor, theirs=operator in ("reject", "seek"))
            recipient = recipient or self.senses.answered(verb, actor)
            yield Candidate(verb, actor, recipient, typed)
        if modality is not Modality.ACTUAL:
            yield from self._planned(verb, noun, act, actor, modality)

    def _received(
        self, verb: Token, noun: Token, act: NounAct, reached: tuple[Party, ...]
    ) -> Iterator[Candidate]:
        """Yield the act of whom something is received from."""
        heads = self.grammar.deep(noun, "from") or self.grammar.behind(verb, "from")
        own = {party.code for party in reached}
        giving = tuple(p for p in self.parties.reached(heads) if p.code not in own)
        if giving and reached:
            yield Candidate(verb, giving, reached, Typed(act.type, act.mode, 0.7))

    def _is_of_anothers_deed(self, verb: Token, noun: Token, actor: tuple[Party, ...]) -> bool:
        """Return whether what is regretted is another's deed ("regret over B's decision"): no apology."""
        own = {party.code for party in actor}
        heads = [h for word in ("over", "at", "about") for h in self._behind(noun, word, verb)]
        owners = [party.code for head in heads for party in self.parties.owners(head) if party.code]
        return bool(owners) and own.isdisjoint(owners)

    def _behind(self, noun: Token, preposition: str, verb: Token) -> list[Token]:
        return self.grammar.behind(noun, preposition) or self.grammar.behind(verb, preposition)

    def _is_of_others(self, noun: Token, act: NounAct, actor: tuple[Party, ...]) -> bool:
        """Return whether it is another's hostile act that is halted: who stops an attack does not retreat."""
        own = {party.code for party in self._sides(noun, act.actor, None) if party.code}
        return act.kind in HOSTILE and bool(own) and own.isdisjoint(party.code for party in actor)

    def _verb_subjects(self, verb: Token, noun: Token) -> tuple[Party, ...]:
        """Return who does the verb; of a gerund before the noun, the subject of the verb above."""
        heads = [
            head
            for head in self.grammar.subjects(noun.head if verb.dep_ in MODIFIERS else verb)
            if head.i != noun.i and self._may_act(head)
        ]
        papers = [
            h for h in heads if lemma(h) in self.lexicon.classes["instruments"] and not self.parties.of(h)
        ]
        return self.parties.acting(heads) or self.parties.acting(
            [owner for paper in papers for owner in self.grammar.owner_of(paper)]
        )

    def _may_act(self, head: Token) -> bool:
        """Return whether a noun is no act itself; ships and planes are given, and act."""
        act = self.senses.noun_act(head)
        return act is None or act.kind == "GOODS"

    def _joint(
        self,
        verb: Token,
        noun: Token,
        act: NounAct,
        typed: Typed,
        actor: tuple[Party, ...],
        own: bool,
        operator: str,
    ) -> Iterator[Candidate]:
        between = self._able(self._slot(noun, "between", verb))
        partners = between or self._able(self._partners(noun, act, verb, actor))
        if own or typed.event_type in ("AGREE", "SUPPORT", "COOPERATE"):
            host = len({p.code for p in between}) > 1 and operator == "do"
            if (
                host
                and act.type == "CONSULT"
                and actor
                and {p.state for p in actor}.isdisjoint(p.state for p in between)
            ):
                typed = replace(typed, mode="third-party")
            sides = _together(() if host else actor, partners)
            kind = typed
            if act.joint_type and len({p.code for p in sides if p.code}) > 1:
                kind = replace(typed, event_type=act.joint_type, mode=None)
            yield Candidate(verb, sides, (), kind, joint=True)
            return
        others = tuple(p for p in partners if p.code not in {a.code for a in actor})
        if operator == "violate" and not others:
            if len({p.state for p in actor if p.state}) == TWO:
                yield Candidate(verb, actor, (), typed, joint=True)  # "violated by both sides"
                return
            others = self._complaining(verb, actor)
        if typed.event_type == "REJECT" and not others:
            others = self.parties.other_than(actor, verb)
        if act.kind == "CEASEFIRE" and typed.event_type == "REQUEST" and not between and others:
            typed = replace(typed, event_type="AGREE", mode=None)  # a party's call to end its own conflict
        yield Candidate(verb, actor, others, typed)

    def _complaining(self, verb: Token, actor: tuple[Party, ...]) -> tuple[Party, ...]:
        """Return the other side of what is broken, where it is the one that says so."""
        above = verb.head if verb.dep_ in ("ccomp", "pcomp") else verb
        above = above.head if above.dep_ == "prep" else above
        own = {party.state for party in actor}
        speakers = self.parties.acting(self.grammar.subjects(above)) if above.i != verb.i else ()
        return tuple(party for party in speakers if party.official and party.state not in own)

    def _planned(
        self, verb: Token, noun: Token, act: NounAct, actor: tuple[Party, ...], modality: Modality
    ) -> Iterator[Candidate]:
        typed = Typed(act.type, act.mode, 0.6)
        if act.type == "AGREE":
            return
        if act.joint:
            sides = _together(actor, self._able(self._partners(noun, act, verb, actor)))
            yield Candidate(verb, sides, (), typed, joint=True, modality=modality)
        else:
            yield Candidate(verb, actor, self._recipients(verb, noun, act, actor), typed, modality=modality)

    def free(self, noun: Token, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield the act of a noun that no verb operates on: talks held, and deeds spoken of in passing."""
        act = self.senses.noun_act(noun)
        if act is None or not act.free or noun.pos_ == "VERB" or not self.plausible(noun, act):
            return
        if act.type == "CONSULT":
            yield from self._talks(noun, act, found)
            return
        charged = self._charged(noun)
        own = () if charged else self._sides(noun, act.actor, None)
        actor = own or charged  # in "denies a role in the Indian embassy bombing" India is who suffered it
        struck = self._others(noun, "modifier", actor) if charged else ()
        recipient = struck or self._recipients(None, noun, act, actor)
        if act.joint and len({p.code for p in actor}) > 1:
            done = noun.dep_ == "pobj" and lemma(noun.head.head) in CARRIED_OUT
            yield Candidate(noun, actor, (), Typed(act.type, act.mode, 0.6), joint=True, background=not done)
        elif actor and recipient and not act.joint:
            by = bool(self.grammar.behind(noun, "by")) or act.type in ("SANCTION", "COERCE", "RETREAT")
            told = noun.dep_ in ("nsubj", "nsubjpass") and by and bool(self.grammar.behind(noun, "of"))
            typed = Typed(act.type, act.mode, 0.5)
            yield Candidate(noun, actor, recipient, typed, background=bool(own) and not told)

    def claimed(self, noun: Token) -> Iterator[Candidate]:
        """Yield the charge in "A's accusation that B has ..."."""
        act = self.senses.noun_act(noun) if noun.pos_ == "NOUN" else None
        if act is None or act.kind != "CHARGE":
            return
        own = self._slot(noun, "poss", None) or self._slot(noun, "modifier", None)
        others = tuple(p for p in self._slot(noun, "clause", None) if p.code not in {o.code for o in own})
        if own and others and noun.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass"):
            yield Candidate(noun, own, others, Typed(act.type, act.mode, 0.6))

    def _others(self, noun: Token, slot: str, actor: tuple[Party, ...]) -> tuple[Party, ...]:
        own = {party.code for party in actor}
        return tuple(p for p in self._slot(noun, slot, None) if p.code is not None and p.code not in own)

    def by_deed(self, verb: Token) -> tuple[Party, ...]:
        """Return who did what somebody was killed or hurt in ("killed in shelling by B")."""
        for preposition in DEED_BEHIND:
            for noun in self.grammar.behind(verb, preposition):
                act = self.senses.noun_act(noun) or self.lexicon.nouns.get(noun.lower_)  # "shelling"
                if act is not None and act.type == "ASSAULT":
                    found = tuple(p for p in self._sides(noun, act.actor, None) if p.state)
                    if found:
                        return found
        return ()

    def _charged(self, noun: Token) -> tuple[Party, ...]:
        """Return who denies the act that a noun names, or is accused of it ("blames B for the attack")."""
        below, token = noun, noun.head
        while token.pos_ in ("NOUN", "ADP") and token.head.i != token.i:
            below, token = token, token.head
        if token.pos_ != "VERB":
            return ()
        name, words = lemma(token), self.lexicon.words
        if name == "deny" and below.dep_ == "dobj":
            return self.parties.acting(self.grammar.subjects(token))
        if name in words["accusing_only"] and below.dep_ == "prep" and below.lower_ in ("of", "for", "over"):
            return self.parties.acting(self.grammar.objects(token))
        return ()

    def _talks(self, noun: Token, act: NounAct, found: Sequence[Candidate]) -> Iterator[Candidate]:
        preposition = noun.head
        sent = preposition.lower_ == "for" and lemma(preposition.head) in SENDING
        arrived = preposition.lower_ == "for" and lemma(preposition.head) in ARRIVING
        if noun.dep_ != "pobj" or not (preposition.lower_ in TALKED or sent or arrived):
            return
        partners = self._able(self._partners(noun, act, None, ()))
        clause = self._clause_subject(preposition)
        known = next((c for c in found if c.joint and c.head.i == preposition.head.i), None)
        if len({p.code for p in partners if p.code}) < 2:
            partners = (
                _together(known.actor if known and not partners else clause, partners)
                if partners or known
                else ()
            )
        if len({p.code for p in partners if p.code}) > 1 and all(p.kind is not Kind.GROUP for p in partners):
            sure = 0.65 if act.mode == "phone" else 0.55
            typed = Typed("AGREE", None, 0.5) if sent else Typed(act.type, act.mode, sure)
            yield Candidate(noun, partners, (), typed, joint=True)

    def _clause_subject(self, preposition: Token) -> tuple[Party, ...]:
        verb = preposition.head
        if verb.pos_ in ("VERB", "AUX"):
            return self.parties.acting(self.grammar.surface(verb))
        return ()

    def _partners(
        self, noun: Token, act: NounAct, verb: Token | None, actor: tuple[Party, ...]
    ) -> tuple[Party, ...]:
        """Return all that take part in a joint act: the parties of every slot of the noun."""
        found: list[Party] = []
        for slot in act.actor or ("with", "between"):
            for party in self._slot(noun, slot, verb if slot in ("with", "between") else None):
                if party.code not in {p.code for p in (*found, *actor)} or party.code is None:
                    found.append(party)
        return tuple(found)

    def _sides(self, noun: Token, slots: Sequence[str], verb: Token | None) -> tuple[Party, ...]:
        for slot in slots:
            found = self._able(self._slot(noun, slot, verb if slot in ("by", "from") else None))
            if found:
                return found
        return ()

    def _recipients(
        self,
        verb: Token | None,
        noun: Token,
        act: NounAct,
        actor: tuple[Party, ...],
        *,
        theirs: bool = False,
    ) -> tuple[Party, ...]:
        """Return whom the act is toward; `theirs`: whose own act it is that a verb rejects or asks for."""
        own = {party.code for party in actor}
        given = self.parties.reached(self.grammar.datives(verb)) if verb is not None else ()
        if any(party.code is not None and party.code not in own for party in given):
            return given
        for slot in (*(act.actor if theirs else ()), *act.recipient):
            found = tuple(p for p in self._slot(noun, slot, verb) if p.code is not None and p.code not in own)
            if found:
                return found
        modified = tuple(
            p for p in self._slot(noun, "modifier", None) if p.code is not None and p.code not in own
        )
        return modified if verb is not None else ()

    def _slot(self, noun: Token, slot: str, verb: Token | None) -> tuple[Party, ...]:
        """Return the parties in a slot of the noun, or of the verb that has it as object."""
        if slot == "clause":
            clauses = [c for c in noun.children if c.dep_ in ("acl", "ccomp")]
            told = [c for c in clauses if any(g.dep_ == "mark" for g in c.children)]
            return self.parties.acting([head for c in told for head in self.grammar.surface(c)])
        if slot == "poss":
            return self.parties.reached([c for c in noun.children if c.dep_ == "poss"])
        if slot == "modifier":
            return tuple(p for c in self._modifiers(noun) for p in self._modifier(c))
        first, _, rest = slot.partition(".")
        heads = self.grammar.behind(noun, first)
        if not heads and first not in ("of", "in"):
            heads = self._far(noun, first)
        if not heads and verb is not None and first in VERB_TOO and not (first == "by" and is_passive(verb)):
            heads = self.grammar.behind(verb, first) or self._behind_share(verb, first)
        if rest:
            heads = [inner for head in heads for inner in self._inside(head, rest)]
        return self.parties.reached(heads)

    def _behind_share(self, verb: Token, preposition: str) -> list[Token]:
        """Return the heads that the parse hung on a share ("raises tariffs to 25% on B's goods")."""
        shares = [p for c in verb.children if c.dep_ == "prep" for p in c.children if p.lower_ in SHARES]
        return [head for share in shares for head in self.grammar.behind(share, preposition)]

    def _inside(self, head: Token, preposition: str) -> list[Token]:
        """Return the heads behind a preposition in a phrase or that of its amount ("worth of oil from B")."""
        amount = head.head.head if head.dep_ == "pobj" else head
        measured = lemma(amount) in self.lexicon.words["transparent"]
        found = self.grammar.deep(head, preposition)
        return found or (self.grammar.deep(amount, preposition) if measured else [])

    def _far(self, noun: Token, preposition: str) -> list[Token]:
        """Return the heads behind a preposition that the parse hung on a phrase inside the noun's."""
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "in", "for", "on", "about", "over"):
                for head in (p for p in child.children if p.dep_ == "pobj"):
                    found = self.grammar.behind(head, preposition)
                    if found and preposition in ("with", "between", "against", "by"):
                        return found
        return []

    def _modifiers(self, noun: Token) -> list[Token]:
        found = [child for child in noun.children if child.dep_ in MODIFIERS]
        return [*found, *(c for child in found for c in child.children if c.dep_ == "conj")]

    def _modifier(self, child: Token) -> tuple[Party, ...]:
        if self.grammar.sentence.unit(child) is None:
            return self.parties.owners(child) if child.dep_ in ("compound", "nmod") else ()
        return tuple(
            replace(p, kind=Kind.STATE, sector=p.sector or "GOV", official=True)
            if p.kind is Kind.GROUP and p.sector in (None, "CVL")
            else p
            for p in self.parties.of(child)
        )

    def _able(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(party for party in parties if party.kind is not Kind.THING)


def _together(first: tuple[Party, ...], second: tuple[Party, ...]) -> tuple[Party, ...]:
    found: dict[tuple[object, ...], Party] = {}
    for party in (*first, *second):
        found.setdefault((party.code, party.text if party.code is None else ""), party)
    return tuple(found.values())
