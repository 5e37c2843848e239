"""Two sides given with the text: which act the text tells between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from detente.coding.base import Candidate, Typed
from detente.coding.gazetteer import find
from detente.coding.party import Kind, Party
from detente.coding.reading import Sentence
from detente.coding.senses import Senses
from detente.ontology.states import STATES
from detente.records import Actor, CodedEvent, Modality, Status

BOTH_IN_ROLE, BOTH, ONE = 3.0, 2.0, 1.0
GUESSED = 0.3


@dataclass(frozen=True, slots=True)
class Given:
    """The two sides as they were given; "" is an unnamed one."""

    actor: str
    recipient: str
    published: dt.date | None

    def heads(self, sentence: Sentence) -> dict[int, Party]:
        """Return the tokens of a sentence that head one of the sides, with it as party."""
        found: dict[int, Party] = {}
        taken: set[int] = set()
        for words in sorted((self.actor, self.recipient), key=len, reverse=True):
            head = _head(sentence, words, taken)
            if head is not None:
                side = self.side(words)
                found[head] = Party(words, side.code, side.sector, Kind.PERSON, True, head)
        return found

    def side(self, words: str) -> Actor:
        """Return a side with the code of the actor that its words name, if any."""
        named = find(words, "en", self.published)
        if not named:
            return Actor(text=words)
        entry = next((each.entry for each in named if each.entry.kind == "leader"), named[0].entry)
        sector = entry.sector_on(self.published) or ("GOV" if entry.kind in ("state", "capital") else None)
        return Actor(text=words, code=entry.code_on(self.published), sector=sector)

    def choose(self, text_id: str, text: str, events: list[CodedEvent], coder: str) -> CodedEvent:
        """Return the act of `events` that is most between the two sides, or an event without a type.

        Where `text` does not name both, the best act that it tells is that of the one toward the other.
        """
        best = max(events, key=self._rate, default=None)
        named = all(words and words in text for words in (self.actor, self.recipient))
        if best is None or (named and self._rate(best) < ONE):
            best = CodedEvent(id=text_id, event_type=None, coder=coder, span=(0, len(text)))
        actor, recipient = self.side(self.actor), self.side(self.recipient)
        joint = best.event_type is not None and not best.recipient and len(best.actor) > 1 and named
        return best.model_copy(
            update={
                "actor": (actor, recipient) if joint else (actor,),
                "recipient": () if joint else (recipient,),
                "direction": _direction(actor, recipient, joint),
            }
        )

    def _rate(self, event: CodedEvent) -> float:
        does = self.actor in {side.text for side in event.actor}
        gets = self.recipient in {
            side.text for side in (*event.recipient, *(() if event.recipient else event.actor))
        }
        either = {self.actor, self.recipient} & {side.text for side in (*event.actor, *event.recipient)}
        fit = BOTH_IN_ROLE if does and gets else BOTH if len(either) > 1 else ONE if does or gets else 0.0
        real = 0.2 * (event.modality is Modality.ACTUAL) + 0.1 * (event.status is Status.ASSERTED)
        return fit + real + 0.1 * (event.confidence or 0)


def _head(sentence: Sentence, words: str, taken: set[int]) -> int | None:
    """Return the head token of the first free place of `words` in a sentence."""
    start = sentence.text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        inside = [i for i, cell in enumerate(sentence.cells) if cell.start < end and start < cell.end]
        if inside and not taken & set(inside):
            taken |= set(inside)
            return next((i for i in inside if sentence.doc[i].head.i not in inside), inside[-1])
        start = sentence.text.find(words, start + 1)
    return None


def on_the_way(senses: Senses, heads: dict[int, Party], given: Given) -> Iterator[Candidate]:
    """Yield the acts of the words between the two sides in the parse, whatever their slots."""
    by_words = {party.text: at for at, party in heads.items()}
    if given.actor not in by_words or given.recipient not in by_words:
        return
    doc = senses.grammar.sentence.doc
    actor, recipient = heads[by_words[given.actor]], heads[by_words[given.recipient]]
    for token in _way(doc[actor.at], doc[recipient.at]):
        typed = _guess(senses, token)
        if typed is not None:
            yield Candidate(token, (actor,), (recipient,), typed)


def whatever_between(heads: dict[int, Party], given: Given, sentence: Sentence) -> Iterator[Candidate]:
    """Yield a candidate without a type for those of the two sides that the sentence names, if any."""
    actor, recipient = (
        tuple(party for party in heads.values() if party.text == words)
        for words in (given.actor, given.recipient)
    )
    places = [party.at for party in (*actor, *recipient)]
    first = sentence.doc[places[0]] if places else next(iter(sentence.doc), None)
    if first is not None:
        yield Candidate(_verb_above(first), actor, recipient, Typed(None, None, 0.0), given=True)


def _verb_above(token: Token) -> Token:
    return next((each for each in token.ancestors if each.pos_ in ("VERB", "AUX")), token)


def _guess(senses: Senses, token: Token) -> Typed | None:
    if token.pos_ in ("VERB", "AUX"):
        for sense in senses.lexicon.verbs.get(token.lemma_.lower(), ()):
            if sense.type:
                return Typed(sense.type, sense.mode, GUESSED)
        return None
    act = senses.noun_act(token)
    return Typed(act.type, act.mode, GUESSED) if act is not None and act.kind != "GOODS" else None


def _way(first: Token, second: Token) -> list[Token]:
    """Return the tokens from the two up to where they meet in the parse, without them."""
    one, other = [first, *first.ancestors], [second, *second.ancestors]
    below = {token.i for token in other}
    common = next((token for token in one if token.i in below), None)
    if common is None:
        return []
    ways = [token for side in (one, other) for token in side[1 : [t.i for t in side].index(common.i) + 1]]
    return list({token.i: token for token in ways}.values())


def _direction(actor: Actor, recipient: Actor, joint: bool) -> str | None:
    codes = [actor.code, recipient.code]
    if any(code not in STATES for code in codes) or codes[0] == codes[1]:
        return None
    return "-".join(sorted(str(code) for code in codes)) if joint else f"{codes[0]}>{codes[1]}"
