"""What the accused state answers to a claim in the same report, so that a brief sets it beside the claim."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache

from detente.lang.lexicon import lexicon
from detente.records import UNSETTLED, Document, Event, Mention
from detente.store.view import View
from detente.watch.intake import passage_text

DAYS, MOST = 1095, 60
AFTER = 600
"""How many characters after the claim an answer to it may begin."""


def denials(
    view: View, events: Iterable[Event], mentions: Iterable[Mention], dyad: tuple[str, str], day: dt.date
) -> dict[str, str]:
    """Return {event id: sentence} for the newest disputed acts up to `day` whose report carries a denial.

    The sentence is the report's own: the first one, from that of the claim on, in which the state said to
    have acted (or a body or person of it) denies or rejects something.
    """
    by_id = {m.mention_id: m for m in mentions if m.document_id and m.span}
    first = day - dt.timedelta(days=DAYS)
    asked = [
        e
        for e in sorted(events, key=lambda e: e.event_date or dt.date.min, reverse=True)
        if e.status in UNSETTLED and e.event_date and first <= e.event_date <= day
    ][:MOST]
    told = [(e, by_id[name]) for e in asked for name in e.mention_ids if name in by_id]
    documents = {d.document_id: d for d in view.documents(sorted({str(m.document_id) for _, m in told}))}
    found: dict[str, str] = {}
    for event, mention in told:
        document = documents.get(str(mention.document_id))
        answer = _answer(document, mention, _accused(event, dyad)) if document else ""
        if answer:
            found.setdefault(event.event_id, answer)
    return found


def _accused(event: Event, dyad: tuple[str, str]) -> set[str]:
    """Return the state of the two that is said to have acted; where none is, the one that claims nothing."""
    acting = {side.code for side in event.actor if side.code in dyad}
    claiming = {claimant.code for claimant in event.claimants}
    return {code for code in (acting or set(dyad) - claiming) if code}


def _answer(document: Document, mention: Mention, accused: set[str]) -> str:
    from detente.coding.gazetteer import states_named  # loads the parser: only where there is a claim

    if mention.span is None:
        return ""
    text, published = passage_text(document), document.published_at
    on = published.date() if published else None
    for sentence in re.split(r"(?<=[.!?])\s+", text[mention.span[0] : mention.span[1] + AFTER]):
        for verb in _denying().finditer(sentence):
            clause = re.split(r"[,;:]", sentence[: verb.start()])[-1]
            if states_named(clause, "en", on) & accused and sentence.rstrip()[-1:] in ".!?":
                return sentence.strip()
    return ""


@cache
def _denying() -> re.Pattern[str]:
    """Return what finds a denying verb in the present or the past, not itself negated."""
    verbs = lexicon().words["denying"]
    stems = "|".join(re.escape(verb.removesuffix("y").removesuffix("e")) for verb in verbs)
    return re.compile(rf"(?<!not )(?<!n't )\b(?:{stems})(?:y|ies|ied|es|ed|e|s)?\b", re.IGNORECASE)
