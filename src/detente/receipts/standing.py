"""How certain a text makes an act: whether it is denied, planned or possible, and who only says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.lang import lexicon
from detente.lang.alike import alike
from detente.receipts.reading import Sentence, Word

POSSIBLE, DECIDED, DONE = 1, 2, 3
PASSES_ON = frozenset(
    {"xcomp", "ccomp", "dobj", "pobj", "pcomp", "prep", "nsubjpass", "acl", "advcl", "conj", "attr"}
)
SIDES = ("nsubj", "nsubjpass", "dobj")
NONE = ("no", "never", "neither", "nor")
COMMANDS = frozenset({"order", "instruct", "direct"})  # "ordered it sent back"
CLAUSES = ("advcl", "acl", "relcl")


@dataclass(frozen=True, slots=True)
class Standing:
    """From how certain to how certain an act is (possible 1, decided 2, done 3), and by whose word.

    `negated` tells that it did not or will not happen, None where that is open ("if he comes").
    `carriers` are the verbs of saying above it; `hedged` that a word like "reportedly" stands with it.
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
        if word.dep == "compound" and sentence.words[above].lemma in alike().scale.negative:
            found = replace(found, negated=None)  # "a travel ban"
        if word.dep == "relcl" and _infinitive(sentence, at):
            found = replace(found, low=POSSIBLE)  # "a request for flights to be resumed"
        if above == at or word.dep not in PASSES_ON or _raised(sentence, at):
            break
        found, goes_on = _under(sentence, at, above, found)
        if not goes_on:
            break
        clause, at = clause and word.dep != "ccomp", above
    return found


def _raised(sentence: Sentence, at: int) -> bool:
    """Tell whether a word is the subject of what is expected, not itself expected ("is expected to last")."""
    word = sentence.words[at]
    return word.dep == "nsubjpass" and any(
        sentence.words[i].dep == "xcomp" for i in children(sentence, word.head)
    )


def _infinitive(sentence: Sentence, at: int) -> bool:
    beside = [sentence.words[i] for i in children(sentence, at)]
    return any(each.text.lower() == "to" and each.dep == "aux" for each in beside)


def children(sentence: Sentence, at: int) -> Iterator[int]:
    """Yield the places of the words that hang on the one at a place."""
    return (i for i, word in enumerate(sentence.words) if word.head == at and i != at)


def _beside(sentence: Sentence, at: int, found: Standing) -> Standing:
    """Return the standing with what the words beside an act add: "not", "may", "planned", "if"."""
    scale = alike().scale
    for index in children(sentence, at):
        child = sentence.words[index]
        lower = child.text.lower()
        none = child.dep == "neg" or lower in NONE or (child.dep in SIDES and _none(sentence, index))
        if none and _long(sentence, at):
            found = replace(found, negated=None)  # "not ... since 1976" tells of the last one
        elif none:
            found = replace(found, negated=None if found.negated is None else not found.negated)
        elif child.dep in ("aux", "advmod", "amod", "nmod") and lower in scale.beside:
            found = found.narrowed(*scale.beside[lower])
        elif child.dep in ("amod", "compound") and child.lemma in scale.open | scale.intended:
            found = found.narrowed(POSSIBLE, DECIDED)
        elif child.dep == "mark" and lower in scale.conditional:
            high = DECIDED if lower in ("if", "unless", "whether") else found.high
            found = replace(found, low=POSSIBLE, high=min(high, found.high), negated=None)
        elif child.dep == "advcl" and any(
            sentence.words[i].text.lower() in scale.conditional and sentence.words[i].dep in ("mark", "aux")
            for i in children(sentence, index)
        ):
            found = replace(found, low=POSSIBLE)
        if lower in lexicon("en").words["hedges"]:
            found = replace(found, hedged=True)
    able = any(sentence.words[i].text.lower() in ("could", "can") for i in children(sentence, at))
    return replace(found, high=DONE) if able and found.negated else found  # "could not be held"


def _none(sentence: Sentence, at: int) -> bool:
    """Tell whether a side of an act is none at all: "no ships"."""
    beside = [(sentence.words[i], sentence.words[i + 1]) for i in children(sentence, at) if i < at]
    return any(
        word.dep == "det"
        and word.text.lower() == "no"
        and after.lemma not in ("few", "fewer", "less", "more")
        for word, after in beside
    )


def _long(sentence: Sentence, at: int) -> bool:
    """Tell whether what follows names how long it has not been: "since 1976", "for 25 years"."""
    after = [word.text.lower() for word in sentence.words[at:]]
    return "since" in after or ("for" in after and bool({"years", "months", "days"} & set(after)))


def _only_open(sentence: Sentence, at: int, found: Standing) -> Standing:
    """Return the standing of a clause under a verb that may be denied itself ("did not say that")."""
    denied = any(sentence.words[i].dep == "neg" for i in children(sentence, at))
    return replace(found, negated=None) if denied else found


Step = tuple[Standing, bool]  # and whether what is above counts too


@dataclass(frozen=True, slots=True)
class _Up:
    """The step from a word to the one above it."""

    word: Word
    above: Word
    beside: tuple[Word, ...]
    goes_to: bool  # "to" stands between a "be" above and the word
    yet: bool  # "yet" stands beside the word or the one above

    @property
    def infinitive(self) -> bool:
        return any(each.text.lower() == "to" and each.dep == "aux" for each in self.beside)

    @property
    def own_clause(self) -> bool:
        """Whether the word opens a clause that what is above says nothing of."""
        subject = any(each.dep in ("mark", "nsubj", "nsubjpass") for each in self.beside)
        perfect = any(each.text.lower() == "having" for each in self.beside)
        return (self.word.dep == "advcl" and subject) or perfect


def _under(sentence: Sentence, at: int, above: int, found: Standing) -> Step:
    """Return the standing with what the word above adds, and whether what is above that counts too."""
    beside = tuple(sentence.words[i] for i in children(sentence, at))
    goes_to = above + 1 < len(sentence.words) and sentence.words[above + 1].text == "to"
    near = (*beside, *(sentence.words[i] for i in children(sentence, above)))
    yet = any(each.text.lower() == "yet" for each in near)
    up = _Up(sentence.words[at], sentence.words[above], beside, goes_to, yet)
    if up.infinitive and up.above.lemma not in alike().scale.brought and up.word.dep in CLAUSES:
        found = replace(found, low=POSSIBLE)
    for rule in (_phrase, _beside_it, _yet, _listed, _said, _governed, _unknown):
        step = rule(up, found)
        if step is not None:
            return step
    return found, True


def _phrase(up: _Up, found: Standing) -> Step | None:
    """Return the step from a prepositional phrase, or from a clause of its own."""
    scale = alike().scale
    if up.word.dep == "prep":
        unsure = up.above.lemma in scale.open | scale.decided | scale.intended and up.above.pos != "VERB"
        found = replace(found, low=POSSIBLE) if unsure else found
        if up.word.lemma == "for" and up.above.lemma in scale.open | scale.intended:
            found = found.narrowed(POSSIBLE, DECIDED)  # "plans for its dissolution"
        barred = up.word.lemma == "from" and up.above.lemma in scale.negative  # "banned from holding"
        return (replace(found, negated=True) if up.word.lemma == "without" or barred else found), False
    return (found, False) if up.own_clause else None


def _beside_it(up: _Up, found: Standing) -> Step | None:
    """Return the step from a participle beside a clause ("will stop aid, citing ..."), which is open."""
    beside = up.word.dep == "advcl" and up.word.text.endswith(("ing", "ed")) and not up.infinitive
    return (replace(found, low=POSSIBLE), False) if beside else None


def _yet(up: _Up, found: Standing) -> Step | None:
    """Return the step from what "has yet to" happen."""
    yet = up.infinitive and up.above.lemma == "have" and up.yet
    return (replace(found, negated=True, low=POSSIBLE), False) if yet else None


def _listed(up: _Up, found: Standing) -> Step | None:
    """Return the step between verbs of one list, which share what is above where they have one form."""
    if up.word.dep != "conj":
        return None
    own = any(each.dep in ("nsubj", "nsubjpass", "aux") and each.text.lower() != "to" for each in up.beside)
    return found, not own and up.word.text.endswith("ing") is up.above.text.endswith("ing")


def _said(up: _Up, found: Standing) -> Step | None:
    """Return the step to a verb that hands on what somebody says."""
    if up.word.lemma in speaking_verbs() and up.above.pos == "NOUN":
        return found, False
    carried = replace(found, carriers=(*found.carriers, up.above.lemma))
    if up.above.lemma == "deny":
        return replace(carried, negated=None), True
    if up.word.dep != "ccomp" or up.infinitive or up.above.lemma in COMMANDS:
        return None
    if up.above.lemma in speaking_verbs() and up.above.dep not in ("pcomp", "acl", "pobj"):
        found = carried
    return (found.narrowed(POSSIBLE, DECIDED) if up.above.lemma in alike().scale.open else found), True


def _governed(up: _Up, found: Standing) -> Step | None:
    """Return the step to a word that makes what it governs refused, possible, intended or decided."""
    scale, lemma = alike().scale, up.above.lemma
    if lemma in scale.negative and up.word.dep in ("xcomp", "dobj", "pcomp", "pobj", "nsubjpass"):
        if found.negated:  # "would not rule out" leaves it open
            return replace(found, negated=None).narrowed(POSSIBLE, POSSIBLE), True
        return replace(found, negated=None if found.negated is None else True), True
    if lemma in scale.open:
        return found.narrowed(POSSIBLE, POSSIBLE), True
    if lemma in scale.intended:
        return found.narrowed(DECIDED if up.infinitive else POSSIBLE, DECIDED), True
    if lemma in scale.decided:
        return found.narrowed(DECIDED, DECIDED if up.infinitive else DONE), True
    going = lemma == "go" and up.above.text == "going"
    is_to = up.infinitive and ((lemma == "be" and up.goes_to) or going)
    return (found.narrowed(DECIDED, DECIDED), True) if is_to else None


def _unknown(up: _Up, found: Standing) -> Step | None:
    """Return the step to any other word: it leaves open whether what hangs on it came about."""
    if up.infinitive and up.above.lemma not in alike().scale.brought:
        return replace(found, low=POSSIBLE), up.word.dep == "xcomp"
    if up.word.dep in ("pobj", "pcomp", "acl"):
        return replace(found, low=POSSIBLE), up.word.dep != "acl"
    object_ = up.word.pos == "NOUN" and up.word.dep in ("dobj", "nsubjpass", "xcomp", "attr")
    if object_ and up.above.lemma in alike().light and found.high == DONE:
        return replace(found, low=DONE), True
    return None


def speaking_verbs() -> frozenset[str]:
    """Return the verbs that carry what somebody says."""
    words = lexicon("en").words
    return words["saying"] | words["denying"] | words["claiming"] | frozenset({"accuse"})
