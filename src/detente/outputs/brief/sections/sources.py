"""Where the brief's knowledge comes from, and which sources were silent or never observed."""

from __future__ import annotations

from detente.findings import Withheld
from detente.outputs.brief.counting import Counted
from detente.outputs.brief.desk import Desk, section
from detente.outputs.brief.model import Basis, Group, Phrasing, Section, Sentence, SourceHealth
from detente.outputs.brief.phrases import amount, clean, count, day, listed
from detente.records import Outcome

NAMED = 8


def silence(desk: Desk) -> Section:
    """Return what each source gave, what failed, and what was read but not coded."""
    health = desk.material.health
    said = [*_gave(desk, health), *_failed(health), *_untried(health), *_uncoded(desk)]
    groups = [
        Group("", tuple(said)),
        Group("What the sentences rest on", tuple(_rests(desk))),
        _withheld(desk),
    ]
    return section("sources", "What is not known, and which sources were silent", groups)


def _store(text: str) -> Sentence:
    return Sentence(text, Basis.STORE)


def _gave(desk: Desk, health: tuple[SourceHealth, ...]) -> list[Sentence]:
    giving = sorted((s for s in health if s.n_items), key=lambda s: (-s.n_items, s.source_id))
    if not giving:
        return [_store("No source has given anything yet.")]
    told = [f"{clean(source.publisher)} ({source.n_items:,}, {source.sampling})" for source in giving[:NAMED]]
    rest = len(giving) - len(told)
    more = f", and {count(rest, 'other', 'others')}" if rest else ""
    _, acts = desk.counted(Counted("acts"))
    known = f"They tell of {count(acts.value, 'act', 'acts')} known by the day of this brief."
    return [
        _store(f"Items taken in ('detente sources'): {'; '.join(told)}{more}."),
        Sentence(f"{known}{_undated(desk)}", Basis.STORE, figures=(acts,)),
    ]


def _undated(desk: Desk) -> str:
    """Return how many acts have no known day: no section by date tells them."""
    number = sum(cited.event.event_date is None for cited in desk.material.events)
    if not number:
        return ""
    has = count(number, "has no known date and is", "have no known date and are")
    return f" Of these {has} told in no section that goes by dates ('detente events' lists all)."


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
    found = desk.checked
    told = [
        f"{count(found.by_passage, 'sentence', 'sentences')} checked against stored passages",
        f"{amount(found.by_quotation)} quoted from stored documents",
        f"{amount(found.by_record)} on the bundled record or another curated set, without a stored passage",
        f"{amount(found.by_codes)} on codes alone",
        f"{amount(len(found.withheld))} withheld",
    ]
    return [_store(f"Of the acts told in this brief: {listed(told)}."), *_phrased(found.phrasing)]


def _phrased(found: Phrasing | None) -> list[Sentence]:
    """Return who else phrased sentences, how many, and how many of its wordings did not hold."""
    if found is None:
        return []
    refused = len(found.refused)
    stand = f"{count(found.phrased, 'sentence was', 'sentences were')} phrased by {found.model}"
    fell = f"{amount(refused)} of its wordings did not hold and {'was' if refused == 1 else 'were'} replaced"
    unasked = f" It could not be asked about {amount(found.unasked)} more." if found.unasked else ""
    return [_store(f"{stand}; {fell}.{unasked}")]


def _withheld(desk: Desk) -> Group:
    """Return what did not pass its check, with the reasons: sentences, and wordings of another's."""
    checked = desk.checked
    told = [f"Event {each.event_id[:12]}: {_why(each)}." for each in checked.withheld]
    if checked.phrasing is not None:
        by = f"wording by {checked.phrasing.model}"
        told += [f"Event {each.event_id[:12]}, {by}: {_why(each)}." for each in checked.phrasing.refused]
    rest = len(told) - NAMED
    more = [f"And {count(rest, 'other', 'others')}."] if rest > 0 else []
    return Group("Withheld, and why", tuple(map(_store, [*told[:NAMED], *more])))


def _why(refused: Withheld) -> str:
    return "; ".join(map(clean, refused.reasons))
