"""What the trackers know of this watch: bundled facts, decisions of its user, proposals of its events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from detente.errors import WrongUse
from detente.records import Decision, Transition
from detente.store import Store
from detente.store.run import Run
from detente.trackers import (
    DYAD as FACTS_DYAD,
    DateToCome,
    Matter,
    Proposal,
    Standing,
    catalogue,
    concerned,
    each_side,
    load_facts,
    load_matters,
    pending,
    propose,
    replay,
    timeline,
    to_come,
    wrong_steps,
)
from detente.watch.cited import lines_under
from detente.watch.questions import Choice, Evidence, Known, Questions

SHORTEST_ID = 6
GONE = "no longer among the bundled facts"


@dataclass(frozen=True)
class Shown:
    """One matter as it stands for one party: its data, and what is only announced."""

    standing: Standing
    matter: Matter | None
    pending: tuple[Transition, ...]


@dataclass(frozen=True)
class Proposed:
    """A proposal with the reports under it."""

    proposal: Proposal
    evidence: tuple[Evidence, ...]


class Tracking:
    """The standing matters of one watch."""

    def __init__(self, store: Store, dyad: tuple[str, str], questions: Questions) -> None:
        self.store, self.questions = store, questions
        self._proposals: dict[Known, list[Proposal]] = {}
        self._facts = _facts() if set(dyad) == set(FACTS_DYAD) else []

    @property
    def without_facts(self) -> str:
        """Why nothing is tracked from the beginning, "" in a watch of the states whose facts are bundled."""
        if self._facts:
            return ""
        first, second = self.questions.dyad
        return (
            f"The bundled trackers are of {' and '.join(FACTS_DYAD)}; in this watch, of {first} and "
            f"{second}, only what you confirm of 'detente proposals' stands."
        )

    def take_facts(self, run: Run) -> None:
        """Hand the bundled facts to `run`, so that the store knows since when it knew them.

        A fact that this version no longer bundles is kept as rejected.
        """
        bundled = {fact.transition_id for fact in self._facts}
        held = [t for t in self.store.view().transitions() if t.decision is Decision.RECORDED]
        gone = [t for t in held if t.transition_id not in bundled]
        run.add(self._facts)
        run.add([t.model_copy(update={"decision": Decision.REJECTED, "rule": GONE}) for t in gone])

    def transitions(self, known: Known) -> list[Transition]:
        """Return the transitions that stand: facts, confirmed proposals, and those of safe rules.

        With `known_by`, only what the store held by then; else the facts are those of this version.
        """
        safe = [p.transition for p in self.proposals(known) if p.transition.decision is Decision.SAFE]
        return [*self._held(known), *safe]

    def proposals(self, known: Known) -> list[Proposal]:
        """Return what the events known propose, by day: open, decided, safe, or known already."""
        if known not in self._proposals:
            events = [e for e in self.questions.events(Choice(), known) if concerned(e)]
            cited = lines_under(self.questions, events, known)
            self._proposals[known] = propose(events, self._held(known), cited)
        return self._proposals[known]

    def proposed(self, known: Known, *, tracker: str | None = None, every: bool = False) -> list[Proposed]:
        """Return the open proposals with their evidence; with `every`, those decided or known too.

        Raises WrongUse for an unknown tracker.
        """
        if tracker is not None and tracker not in catalogue():
            raise WrongUse(
                f"unknown tracker {tracker!r}", where="--tracker", do=f"choose from {', '.join(catalogue())}"
            )
        chosen = [
            p for p in self.proposals(known) if tracker in (None, p.transition.tracker) and (every or p.open)
        ]
        return [
            Proposed(p, tuple(e for _, reports in self.questions.evidence(p.events, known) for e in reports))
            for p in chosen
        ]

    def not_asked(self, known: Known, tracker: str | None = None) -> str:
        """Return in words how many proposals are held back and how many known already, "" for none."""
        chosen = [p for p in self.proposals(known) if tracker in (None, p.transition.tracker)]
        held, same = sum(p.held_back for p in chosen), sum(p.known is not None for p in chosen)
        counts = ((held, "held back as unsure"), (same, "known already"))
        return ", ".join(f"{count} {what}" for count, what in counts if count)

    def standing(self, tracker: str, on: dt.date, known: Known, matter: str | None = None) -> list[Shown]:
        """Return how the matters of a tracker stand at the end of `on`, in the order of its data.

        `matter` is an id, a title, a name that texts use, or a part of these or of the details. Raises
        WrongUse where there is none of that name.
        """
        held = [t for t in self.transitions(known) if t.tracker == tracker]
        matters = {m.id: m for m in load_matters(tracker)} if self._facts else {}
        chosen = _chosen(matter, matters, held)
        announced = pending(held, on)
        order = {name: place for place, name in enumerate(matters)}
        found = [
            Shown(s, matters.get(s.matter), tuple(p for p in announced if _of(p, s)))
            for s in replay(held, on).values()
            if chosen is None or s.matter in chosen
        ]
        first = {s.standing.matter: s.standing.steps[0].effective for s in found}
        return sorted(
            found,
            key=lambda s: (
                order.get(s.standing.matter, len(order)),
                first[s.standing.matter],
                s.standing.matter,
                s.standing.party,
            ),
        )

    def steps(self, tracker: str, on: dt.date, known: Known, matter: str | None = None) -> list[Transition]:
        """Return every step of a tracker, or of one matter, that had its effect by the end of `on`."""
        held = [t for t in self.transitions(known) if t.tracker == tracker]
        matters = {m.id: m for m in load_matters(tracker)} if self._facts else {}
        chosen = _chosen(matter, matters, held)
        return [t for t in timeline(held) if t.settled <= on and (chosen is None or t.matter in chosen)]

    def dates(self, on: dt.date, known: Known) -> list[DateToCome]:
        """Return the days after `on` that were set by its end, of all trackers."""
        return to_come(self.transitions(known), on)

    def decide(self, reference: str, decision: Decision) -> Transition:
        """Confirm or reject the proposal whose id begins with `reference`, and return it as it is now.

        Raises WrongUse where there is none, it is known already, or a state machine does not allow it.
        """
        found = self._proposal(reference)
        if found.known is not None:
            what = f"recorded already: {found.known.effective} {found.known.title}: {found.known.step}"
            raise WrongUse(what, where=reference, do="there is nothing to decide")
        if decision is Decision.CONFIRMED and not found.possible:
            raise WrongUse(found.held, where=reference, do="reject it")
        made = found.transition.model_copy(update={"decision": decision})
        rows = each_side(made)
        if decision is Decision.CONFIRMED:
            self._check(rows, reference)
        with self.store.run(command=f"{decision.value} {made.transition_id[:12]}") as run:
            run.add(rows)
        self._proposals.clear()
        return made

    def _check(self, rows: list[Transition], reference: str) -> None:
        matters = {row.matter for row in rows}
        before = [t for t in self._held(Known()) if t.matter in matters]
        wrong = set(wrong_steps([*before, *rows])) - set(wrong_steps(before)) if before else set()
        if wrong:
            raise WrongUse(
                f"not a step that can follow: {'; '.join(sorted(wrong))}", where=reference, do="reject it"
            )

    def _proposal(self, reference: str) -> Proposal:
        fits: Callable[[Proposal], bool] = lambda p: p.transition.transition_id.startswith(reference)  # noqa: E731
        found = [p for p in self.proposals(Known()) if len(reference) >= SHORTEST_ID and fits(p)]
        if len({p.transition.transition_id for p in found}) != 1:
            what = "several proposals begin so" if found else "no such proposal"
            raise WrongUse(what, where=reference, do="'detente proposals --all' lists them")
        return found[0]

    def _held(self, known: Known) -> list[Transition]:
        stored = self.questions.knowledge(known).transitions
        if known.known_by is not None:
            return [t for t in stored if t.rule != GONE]
        last = known.as_published or dt.date.max
        facts = [fact for fact in self._facts if fact.known_from <= last]
        return [*facts, *(t for t in stored if t.decision is not Decision.RECORDED and t.rule != GONE)]


def _facts() -> list[Transition]:
    return [fact for name in catalogue() for fact in load_facts(name)]


def _of(step: Transition, standing: Standing) -> bool:
    return (step.matter, step.party) == (standing.matter, standing.party)


def _chosen(
    wanted: str | None, matters: dict[str, Matter], held: Iterable[Transition]
) -> frozenset[str] | None:
    """Return the ids of the matters meant: by id, by name, else by words of title, names or details."""
    if wanted is None:
        return None
    asked = wanted.lower().strip()
    ids = {t.matter for t in held} | set(matters)
    if asked in ids:
        return frozenset([asked])
    words = {m.id: [text.lower() for text in (m.title, *m.names)] for m in matters.values()}
    named = frozenset(name for name, own in words.items() if asked in own) or frozenset(
        name for name, own in words.items() if asked and any(asked in text for text in own)
    )
    named = named or frozenset(m.id for m in matters.values() if asked and asked in _detailed(m))
    if not named:
        raise WrongUse(
            f"unknown: {wanted!r}", where="MATTER", do=f"choose from {', '.join(matters or sorted(ids))}"
        )
    return named


def _detailed(matter: Matter) -> str:
    """Return the details of a matter, such as authority and targets, in small letters."""
    texts = (text if isinstance(text, str) else " ".join(text) for text in matter.details.values())
    return " ".join(texts).lower()
