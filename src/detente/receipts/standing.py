"""How certain a text makes an act: whether it is denied, planned or possible, and who only says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.lang import lexicon
from detente.lang.alike import alike
from detente.receipts.reading import Sentence

POSSIBLE, DECIDED, DONE = 1, 2, 3
PASSES_ON = frozenset({"xcomp", "ccomp", "dobj", "pobj", "pcomp", "prep", "nsubjpass", "acl", "advcl", "conj", "attr"})
ANY = (POSSIBLE, DONE)


@dataclass(frozen=True, slots=True)
class Standing:
    """From how certain to how certain an act is (possible 1, decided 2, done 3), and by whose word.

    `negated` tells that it did not or will not happen, None where that is open ("if he comes"). `carriers` are
    the verbs of saying above it; `hedged` that a word like "reportedly" stands with it.
    """

    low: int = POSSIBLE
    high: int = DONE
    negated: bool | None = False
    carriers: tuple[str, ...] = ()
    hedged: bool = False

    def narrowed(self, low: int, high: int) -> Standing:
        """Return the standing within further limits; the weaker wins where they do not meet."""
        top = min(self.high, high)
        bottom = low if self.low == DONE else max(self.low, low)
        return replace(self, low=min(bottom, top), high=top)


def standing(sentence: Sentence, at: int) -> Standing:
    """Return how certain the word at a place is, from what stands with it and above it."""
    word = sentence.words[at]
    finite = word.pos in ("VERB", "AUX")
    found = Standing(DONE if finite else POSSIBLE, DONE)
    seen: set[int] = set()
    clause = True
    while at not in seen:
        seen.add(at)
        found = _beside(sentence, at, found) if clause else _only_open(sentence, at, found)
        word, above = sentence.words[at], sentence.words[at].head
        if above == at or word.dep not in PASSES_ON:
            break
        found, goes_on = _under(sentence, at, above, found)
        if not goes_on:
            break
        clause, at = clause and word.dep != "ccomp", above
    return found


def children(sentence: Sentence, at: int) -> Iterator[int]:
    """Yield the places of the words that hang on the one at a place."""
    return (i for i, word in enumerate(sentence.words) if word.head == at and i != at)


def _beside(sentence: Sentence, at: int, found: Standing) -> Standing:
    """Return the standing with what the words beside an act add: "not", "may", "planned", "if"."""
    scale = alike().scale
    for index in children(sentence, at):
        child = sentence.words[index]
        lower = child.text.lower()
        if child.dep == "neg" and "since" in (w.text.lower() for w in sentence.words[at:]):
            found = replace(found, negated=None)  # "not ... since 1976" tells of the last one
        elif child.dep == "neg" or lower in ("no", "never", "neither", "nor"):
            found = replace(found, negated=None if found.negated is None else not found.negated)
        elif child.dep in ("aux", "advmod", "amod", "nmod") and lower in scale.beside:
            found = found.narrowed(*scale.beside[lower])
        elif child.dep in ("amod", "compound") and child.lemma in scale.open | scale.intended:
            found = found.narrowed(POSSIBLE, DECIDED)
        elif child.dep == "mark" and lower in scale.conditional:
            found = replace(found, low=POSSIBLE, negated=None)
        elif child.dep == "advcl" and any(
            sentence.words[i].text.lower() in scale.conditional and sentence.words[i].dep in ("mark", "aux")
            for i in children(sentence, index)
        ):
            found = replace(found, low=POSSIBLE)
        if lower in lexicon("en").words["hedges"]:
            found = replace(found, hedged=True)
    return found


def _only_open(sentence: Sentence, at: int, found: Standing) -> Standing:
    """Return the standing of a clause under a verb that may be denied itself ("did not say that")."""
    denied = any(sentence.words[i].dep == "neg" for i in children(sentence, at))
    return replace(found, negated=None) if denied else found


def _under(sentence: Sentence, at: int, above: int, found: Standing) -> tuple[Standing, bool]:
    """Return the standing with what the word above adds, and whether what is above that counts too."""
    word, governor, scale = sentence.words[at], sentence.words[above], alike().scale
    infinitive = any(sentence.words[i].text.lower() == "to" and sentence.words[i].dep == "aux"
                     for i in children(sentence, at))  # fmt: skip
    if word.dep == "prep":
        if governor.lemma in scale.open | scale.decided | scale.intended and governor.pos != "VERB":
            return replace(found, low=POSSIBLE), False
        return (replace(found, negated=True) if word.lemma == "without" else found), False
    if infinitive and governor.lemma not in scale.brought and word.dep in ("advcl", "acl", "relcl"):
        found = replace(found, low=POSSIBLE)
    beside = [sentence.words[i] for i in children(sentence, at)]
    if word.dep == "advcl" and any(each.dep in ("mark", "nsubj", "nsubjpass") for each in beside):
        return found, False
    if any(each.text.lower() == "having" for each in beside):
        return found, False
    if word.dep == "conj":
        own = any(sentence.words[i].dep in ("nsubj", "nsubjpass", "aux") for i in children(sentence, at))
        return found, not own and word.text.endswith("ing") is governor.text.endswith("ing")
    if word.lemma in speaking_verbs() and governor.pos == "NOUN":
        return found, False
    if governor.lemma in lexicon("en").words["denying"] & speaking_verbs() and governor.lemma == "deny":
        return replace(found, negated=None, carriers=(*found.carriers, governor.lemma)), True
    if word.dep == "ccomp" and not infinitive:
        if governor.lemma in speaking_verbs() and governor.dep not in ("pcomp", "acl", "pobj"):
            found = replace(found, carriers=(*found.carriers, governor.lemma))
        return (found.narrowed(POSSIBLE, DECIDED) if governor.lemma in scale.open else found), True
    if governor.lemma in scale.negative and word.dep in ("xcomp", "dobj", "pcomp", "pobj", "nsubjpass"):
        return replace(found, negated=None if found.negated is None else not found.negated), False
    if governor.lemma in scale.open:
        return found.narrowed(POSSIBLE, POSSIBLE), True
    if governor.lemma in scale.intended:
        return found.narrowed(DECIDED if infinitive else POSSIBLE, DECIDED), True
    if governor.lemma in scale.decided:
        return found.narrowed(DECIDED, DECIDED if infinitive else DONE), True
    if infinitive and governor.lemma == "be" and sentence.words[above + 1].text == "to":
        return found.narrowed(DECIDED, DECIDED), True
    if infinitive and governor.lemma not in scale.brought:
        return replace(found, low=POSSIBLE), word.dep == "xcomp"
    if word.dep in ("pobj", "pcomp", "acl"):
        return replace(found, low=POSSIBLE), word.dep != "acl"
    light = governor.lemma in alike().light and word.dep in ("dobj", "nsubjpass", "xcomp", "attr")
    if light and governor.pos in ("VERB", "AUX") and word.pos == "NOUN":
        return replace(found, low=DONE) if found.high == DONE else found, True
    return found, True


def speaking_verbs() -> frozenset[str]:
    """Return the verbs that carry what somebody says."""
    words = lexicon("en").words
    return words["saying"] | words["denying"] | words["claiming"] | frozenset({"accuse"})
