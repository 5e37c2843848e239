"""Where the brief's knowledge comes from, and which sources were silent or never observed."""

from __future__ import annotations

from collections import Counter

from detente.outputs.brief.desk import Desk, section
from detente.outputs.brief.model import Basis, Group, Section, Sentence, SourceHealth
from detente.outputs.brief.phrases import clean, count, day, listed
from detente.records import Outcome

NAMED = 8


def silence(desk: Desk) -> Section:
    """Return what each source gave, what failed, and what was read but not coded."""
    health = desk.material.health
    said = [*_gave(health), *_failed(health), *_untried(health), *_uncoded(desk), *_rests(desk)]
    return section("sources", "Sources and their silence", [Group("", tuple(said))])


def _store(text: str) -> Sentence:
    return Sentence(text, Basis.STORE)


def _gave(health: tuple[SourceHealth, ...]) -> list[Sentence]:
    giving = sorted((s for s in health if s.n_items), key=lambda s: (-s.n_items, s.source_id))
    if not giving:
        return [_store("No source has given anything yet.")]
    told = [f"{clean(source.publisher)} ({source.n_items:,}, {source.sampling})" for source in giving[:NAMED]]
    rest = len(giving) - len(told)
    more = f", and {count(rest, 'other', 'others')}" if rest else ""
    return [_store(f"Items taken in: {'; '.join(told)}{more}.")]


def _failed(health: tuple[SourceHealth, ...]) -> list[Sentence]:
    failed = [s for s in health if s.last is not None and s.last.outcome is Outcome.FAILED]
    if not failed:
        return []
    told = [
        f"{clean(s.publisher)} (last success {day(s.last_success.date()) if s.last_success else 'never'})"
        for s in failed
    ]
    more = f", and {count(len(told) - NAMED, 'other', 'others')}" if len(told) > NAMED else ""
    return [
        _store(
            f"Not observed at the last attempt (which does not mean quiet): {'; '.join(told[:NAMED])}{more}."
        )
    ]


def _untried(health: tuple[SourceHealth, ...]) -> list[Sentence]:
    untried = [s for s in health if s.last is None and not s.n_items]
    warned = [s for s in health if s.warning]
    said = []
    if untried:
        told = count(len(untried), "source of this watch has", "sources of this watch have")
        said.append(
            _store(f"{told} never been fetched; 'detente update' does it, 'detente sources' lists all.")
        )
    if warned:
        said.append(
            _store(
                f"Fewer or more items than promised: {listed([clean(s.publisher) for s in warned[:NAMED]])}."
            )
        )
    return said


def _uncoded(desk: Desk) -> list[Sentence]:
    rows = sorted(desk.material.uncoded.items(), key=lambda pair: (-pair[1], pair[0]))
    if not rows:
        return []
    told = listed([f"{number:,} {clean(reason)}" for reason, number in rows])
    return [_store(f"Documents kept but not coded: {told}.")]


def _rests(desk: Desk) -> list[Sentence]:
    found = Counter(citation.basis for citation in desk.citations.values())
    parts = [
        f"{found[basis]:,} {words}"
        for basis, words in (
            (Basis.PASSAGE, "told in words checked against stored documents"),
            (Basis.QUOTATION, "quoted from stored documents"),
            (Basis.RECORD, "told from the bundled record or another curated set, without a stored passage"),
            (Basis.CODES, "told from codes alone"),
        )
        if found[basis]
    ]
    return [_store(f"Of the acts told in this brief: {listed(parts)}.")] if parts else []
