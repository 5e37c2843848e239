"""Who does what to whom, as traits of a name: its roles in acts, who else is in them, and what it says."""

from __future__ import annotations

from collections.abc import Iterator

from detente.lang import lexicon
from detente.lang.alike import alike
from detente.receipts.near import BESIDE, UNTOLD, Trait, head_of, mark, trait
from detente.receipts.reading import Filler, Name, Predicate, Sentence

DOER, DONE, BOTH = "doer of ", "done to by ", "side of "
DONE_ROLES = ("patient", "to", "against", "on", "at", "for", "with")
ROLE, UNSURE_ROLE, PARTNER, SPEECH = 2.0, 0.5, 1.0, 0.5
BESIDE_HEAD, WITHIN = 0.8, 0.4


def roles(sentence: Sentence, name: Name) -> Iterator[Trait]:
    """Yield the roles that a name plays in the acts of its sentence, and what it says."""
    for act in sentence.predicates:
        for role, filler in _filled(act):
            if name in filler.names:
                weight = ROLE if _sure(sentence, act, role, filler) else UNSURE_ROLE
                yield from _role(sentence, act, _side(act, role), weight * _share(sentence, filler, name))
                yield from _partners(act, name)
    yield from _speech(sentence, name)


def _role(sentence: Sentence, act: Predicate, side: str, weight: float) -> Iterator[Trait]:
    """Yield a role in an act; one of a verb that says little is one in what its object or phrase names."""
    yield trait(side, act.lemma, senses(act), weight)
    if act.lemma in alike().light:
        named = frozenset(sense for word in inner(sentence, act) for sense in alike().senses(word))
        if named:
            yield Trait(f"{side}{act.lemma} it", frozenset(f"{side}{sense}" for sense in named), weight, True)


def inner(sentence: Sentence, act: Predicate) -> Iterator[str]:
    """Yield the words that tell what a light verb does: "(give) a prison term", "(put) into force"."""
    for role, fillers in act.roles.items():
        for filler in fillers if role in ("patient", "to", "into", "in", "under") else ():
            if not filler.names:
                yield filler.lemma
                yield from (w.lemma for w in sentence.words if w.dep == "compound" and w.head == filler.at)


def _share(sentence: Sentence, filler: Filler, name: Name) -> float:
    """Return how much of a role is the name's: all where it fills it, less where it is part of what does."""
    head = sentence.words[filler.at]
    if name.start <= head.start < name.end:
        return 1.0
    own = sentence.words[head_of(sentence, name.start, name.end)]
    if own.dep == "appos":
        return 1.0
    return BESIDE_HEAD if own.head == filler.at else WITHIN


def _filled(act: Predicate) -> Iterator[tuple[str, Filler]]:
    """Yield who stands in the roles of an act; a noun that names none has none, and its "of" may mean any."""
    if act.lemma in alike().silent or (act.noun and not (act.kinds or alike().names_act(act.lemma))):
        return
    of = act.roles.get("of", ()) if act.noun else ()
    for role, fillers in act.roles.items():
        yield from ((role, filler) for filler in fillers if role != "patient" or filler not in of)


def _partners(act: Predicate, name: Name) -> Iterator[Trait]:
    """Yield the other names that an act has, wherever they stand."""
    for fillers in act.roles.values():
        for filler in fillers:
            for other in filler.names:
                if mark(other) != mark(name) and not (other.code and other.code == name.code):
                    yield Trait(f"{BESIDE}{mark(other)}", frozenset(), PARTNER, bound=True)


def _sure(sentence: Sentence, act: Predicate, role: str, filler: Filler) -> bool:
    """Tell whether who does it stands with the verb itself, so that the parse need not guess."""
    infinitive = any(w.head == act.at and w.lemma == "to" and w.dep == "aux" for w in sentence.words)
    own = act.at in (sentence.words[filler.at].head, filler.at)
    return role != "agent" or own or not infinitive


def senses(act: Predicate) -> frozenset[str]:
    """Return what the word of an act may mean, with its PLOVER type where it has one alone."""
    kinds = {kind.split()[0] for kind in act.kinds}
    own = alike().senses(act.lemma)
    return own | kinds if len(kinds) == 1 and act.lemma not in alike().light else own


def _side(act: Predicate, role: str) -> str:
    if act.lemma in alike().mutual and role in ("agent", "patient", "with", "between", "to", "of"):
        return BOTH
    if role == "of" and act.noun:
        return "of "
    turned = act.lemma in alike().receiving
    if role == "agent":
        return DONE if turned else DOER
    if role == "from":
        return DOER if turned else DONE
    return DONE if role in DONE_ROLES else f"{role} "


def _speech(sentence: Sentence, name: Name) -> Iterator[Trait]:
    """Yield what a name says, by sense, where it stands with a verb of saying or behind "according to"."""
    spoken: set[int] = set()
    said = speaking()
    for act in sentence.predicates:
        if act.lemma in said and any(name in filler.names for filler in act.roles.get("agent", ())):
            heads = [
                i for i, w in enumerate(sentence.words) if w.head == act.at and w.dep in ("ccomp", "xcomp")
            ]
            spoken |= {i for head in heads for i in below(sentence, head)} or set(range(len(sentence.words)))
    at = head_of(sentence, name.start, name.end)
    if [w.text.lower() for w in sentence.words[max(0, at - 6) : at]].count("according"):
        spoken |= set(range(len(sentence.words)))
    yield from (
        Trait(f"said {mark(other)}", frozenset(), SPEECH, bound=True)
        for other in sentence.names
        if other != name and head_of(sentence, other.start, other.end) in spoken
    )
    for index in spoken:
        word = sentence.words[index]
        named = any(other.start <= word.start < other.end for other in sentence.names)
        if word.pos not in UNTOLD and not named and word.lemma not in said:
            yield trait("said ", word.lemma, alike().senses(word.lemma), SPEECH)


def speaking() -> frozenset[str]:
    """Return the verbs of saying."""
    words = lexicon("en").words
    return words["saying"] | words["denying"] | words["claiming"] | alike().open | alike().firm


def below(sentence: Sentence, top: int) -> Iterator[int]:
    """Yield the places of a word and of all that hang on it."""
    yield top
    for index, word in enumerate(sentence.words):
        if word.head == top and index != top:
            yield from below(sentence, index)
