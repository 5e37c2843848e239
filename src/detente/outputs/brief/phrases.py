"""Turns an event into one plain sentence, and dates, numbers and lists into words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

import yaml

from detente.outputs.brief.model import Basis, Cited
from detente.records import Act, Actor, Event, Modality, Precision, Sampling, Status

LONGEST_QUOTE = 320


@cache
def _forms() -> dict[str, dict[str, str]]:
    text = resources.files("detente.outputs").joinpath("data/phrases.yml").read_text(encoding="utf-8")
    forms: dict[str, dict[str, str]] = yaml.safe_load(text)
    return forms


def day(date: dt.date | None, precision: Precision | None = Precision.DAY) -> str:
    """Return a date in words, no more exact than it is known ("18 March 2025", "March 2025")."""
    if date is None:
        return "date unknown"
    if precision is Precision.YEAR:
        return str(date.year)
    if precision is Precision.MONTH:
        return f"{date:%B %Y}"
    words = f"{date.day} {date:%B %Y}"
    return f"about {words}" if precision is Precision.WEEK else words


def listed(words: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def count(number: float, one: str, many: str) -> str:
    """Return "1 act", "2 acts"."""
    return f"{number:g} {one if number == 1 else many}"


def sides(actors: Iterable[Actor], names: dict[str, str]) -> str:
    """Return the states (or, without a state, the words) of `actors`, each once."""
    words = dict.fromkeys(names.get(actor.code or "", actor.code or actor.text) for actor in actors)
    return listed(list(words)) or "an unnamed side"


def gloss(act: Act, names: dict[str, str]) -> str:
    """Return the sentence that the codes of `act` alone allow."""
    forms = _forms()
    form = forms.get(f"{act.event_type}/{act.mode}") or forms.get(str(act.event_type), {})
    actor, recipient = sides(act.actor, names), sides(act.recipient, names)
    if not act.recipient:
        return f"{actor} {form.get('joint', 'acted together')}."
    return f"{actor} {form.get('directed', 'acted towards {recipient}').format(recipient=recipient)}."


def sentence(cited: Cited, names: dict[str, str]) -> tuple[str, Basis]:
    """Return what is said of an event, and what that rests on.

    The words of a stored passage are quoted; an act of the record has our own summary; a row of coded
    data has only the sentence that its codes allow.
    """
    event = cited.event
    quoted = next((mention for mention in cited.mentions if mention.document_id), None)
    if quoted and event.summary:
        return f"“{_shortened(event.summary)}”", Basis.PASSAGE
    if event.summary and event.sampling is Sampling.CURATED:
        return event.summary, Basis.RECORD
    return gloss(event, names), Basis.CODES


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= LONGEST_QUOTE:
        return words
    return words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def certainty(event: Event) -> str:
    """Return how certain and how real the act is, "" for a plain asserted and actual one."""
    parts = []
    if event.status not in (Status.ASSERTED, Status.CONFIRMED):
        by = listed([claimant.text for claimant in event.claimants])
        parts.append(f"{event.status.value} by {by}" if by else event.status.value)
    elif event.status is Status.CONFIRMED:
        parts.append("confirmed")
    if event.modality is not Modality.ACTUAL:
        parts.append({"negated": "did not happen"}.get(event.modality.value, event.modality.value))
    return ", ".join(parts)
