"""Whether a sentence says that an act happened, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from detente.coding.acts import Candidate
from detente.coding.sides import Names, agents, subjects
from detente.lang.en import lexicon
from detente.records import Claimant, Modality, Status

MAYBE = frozenset({"would", "could", "may", "might", "should", "can", "must"})
CONDITIONS = frozenset({"if", "unless", "whether"})
COMING = frozenset({"plan", "intend", "agree", "expect", "decide", "prepare", "vow", "pledge", "promise"})
REFUSING = frozenset({"refuse", "decline", "fail"})
DOUBTFUL = frozenset({"allege", "claim", "suggest", "suspect", "believe", "think", "argue"})
HARD = frozenset({3, 4})
MARKS = frozenset({"aux", "mark"})
SUPPOSED = frozenset(
    {"suspected", "alleged", "presumed", "supposed", "allegedly", "reportedly", "apparently"}
)


@dataclass(frozen=True)
class Certainty:
    """Status and modality of an act, and the chain of claimants, outermost first."""

    modality: Modality
    status: Status
    claimants: tuple[Claimant, ...] = ()


def certainty(candidate: Candidate, names: Names, quad: int) -> Certainty:
    """Return how the sentence presents the act of `candidate`, whose quad class is `quad`."""
    head = candidate.head if candidate.head.pos_ != "NOUN" else _verb_above(candidate.head)
    modality = _of_talk(candidate.head) or _modality(head)
    above = _sayers(candidate.head)
    doubtful = _doubtful(head, candidate)
    claimants = tuple(reversed([_claimant(verb, names) for verb in above]))
    if any(verb.lemma_.lower() in lexicon().deny for verb in above):
        return Certainty(modality, Status.DENIED, claimants)
    if candidate.accused:
        return Certainty(modality, Status.ALLEGED, claimants)
    own = {names.actor(named).code for named in candidate.actor}
    told_by_others = any(c.code is not None and c.code not in own for c in claimants)
    doubted = any(verb.lemma_.lower() in DOUBTFUL for verb in above)
    if quad in HARD and (doubtful or (claimants and (told_by_others or doubted))):
        return Certainty(modality, Status.ALLEGED, claimants)
    return Certainty(modality, Status.ASSERTED)


def _doubtful(head: Token, candidate: Candidate) -> bool:
    """Tell whether the text itself calls the act or its actor alleged ("suspected Russian hackers")."""
    near = [*head.children]
    for named in candidate.actor:
        near += [named.head, *named.head.children, *named.head.head.children]
    return any(token.lower_ in SUPPOSED for token in near)


def _of_talk(noun: Token) -> Modality | None:
    """Return what the words around a meeting make of it: "urged talks" is open, "ahead of talks" to come."""
    if noun.pos_ != "NOUN":
        return None
    if noun.dep_ == "pobj" and noun.head.lower_ in lexicon().occasion:
        return Modality.FUTURE if noun.head.lower_ == "for" else Modality.ACTUAL
    words = {noun.head.lower_, noun.head.head.lower_}
    if words & {"ahead", "before", "upcoming", "prepare"}:
        return Modality.FUTURE
    above = {noun.head.lemma_.lower(), noun.head.head.lemma_.lower(), _verb_above(noun).lemma_.lower()}
    return Modality.HYPOTHETICAL if above & (lexicon().plan | lexicon().open_talk) else None


def _verb_above(noun: Token) -> Token:
    token = noun
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _modality(head: Token) -> Modality:
    words = {child.lower_ for verb in _sharing(head) for child in verb.children if child.dep_ in MARKS}
    words |= {child.lower_ for child in head.children if child.dep_ in MARKS}
    above = head.head.lemma_.lower() if head.dep_ in ("xcomp", "ccomp", "pcomp", "acl") else ""
    conditional = any(child.lower_ in CONDITIONS for child in head.head.children)
    if any(child.dep_ == "neg" for child in head.children) or above in REFUSING:
        return Modality.NEGATED
    if conditional or words & (MAYBE | CONDITIONS):
        return Modality.HYPOTHETICAL
    if head.tag_ == "VBG" and above in lexicon().plan | lexicon().open_talk:
        return Modality.HYPOTHETICAL
    if words & {"will", "'ll", "shall"}:
        return Modality.FUTURE
    return _infinitive(head, above) if "to" in words else Modality.ACTUAL


def _sharing(head: Token) -> list[Token]:
    """Return the verbs whose auxiliaries hold for `head` too ("will fly to B and meet C")."""
    verb, found = head, [head]
    own = any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in head.children)
    while not own and verb.dep_ in ("conj", "pcomp", "prep") and verb.head.i not in {v.i for v in found}:
        verb = verb.head
        found.append(verb)
    return found[1:]


def _infinitive(head: Token, above: str) -> Modality:
    """Return what "to" makes of an act: "to meet" and "agreed to meet" are to come, "sought to" is open."""
    if head.dep_ == "ROOT" or (head.dep_ in ("xcomp", "acl") and above in COMING):
        return Modality.FUTURE
    if head.dep_ == "xcomp" and above not in lexicon().plan:
        return Modality.ACTUAL
    return Modality.HYPOTHETICAL


def _sayers(head: Token) -> list[Token]:
    """Return the verbs of saying, denying and accusing above `head`, innermost first."""
    speaking = lexicon().say | lexicon().deny | lexicon().accuse
    found, token, seen = [], head, {head.i}
    while token.head.i != token.i and token.head.i not in seen:
        below, token = token, token.head
        seen.add(token.i)
        clause = below.dep_ in ("ccomp", "xcomp", "pcomp", "prep", "dobj", "acl", "pobj", "agent")
        if token.pos_ == "VERB" and token.lemma_.lower() in speaking and clause:
            found.append(token)
    quoted = [
        c for c in head.children if c.dep_ in ("parataxis", "ccomp") and c.lemma_.lower() in lexicon().say
    ]
    return found or [c for c in quoted if c.lemma_.lower() in lexicon().say and _is_tag(c, head)]


def _is_tag(verb: Token, head: Token) -> bool:
    """Tell whether `verb` is a tag behind what is said (", the ministry said")."""
    return verb.i > head.i and not any(child.dep_ == "ccomp" for child in verb.children)


def _claimant(verb: Token, names: Names) -> Claimant:
    heads = subjects(verb)[0] or agents(verb)
    named = [name for head in heads for name in names.of_phrase(head)]
    if named:
        actor = names.actor(named[0])
        return Claimant(text=actor.text, code=actor.code)
    words = " ".join(token.text for head in heads[:1] for token in head.subtree)[:80]
    return Claimant(text=words or "an unnamed source")
