"""Turns an event into one plain sentence, and dates, numbers and lists into words."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from detente.datafiles import parse_yaml
from detente.lang.alike import alike
from detente.outputs.brief.claims import claims
from detente.outputs.brief.model import Basis, Cited
from detente.records import UNSETTLED, Act, Actor, Claimant, Modality, Precision, Sampling, Status

LONGEST_QUOTE = 320
JOINERS = "\u200c\u200d"
_SEVERAL = re.compile(r"(?:[^s]s|men|women|people)$", re.IGNORECASE)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2} (?=[A-Z][a-z]{2})|(?<=[a-z]{3} )\d{1,2}\b(?=[,.]|$)")
UNREAL = {
    Modality.HISTORICAL: "recalled from the past",
    Modality.FUTURE: "announced or foreseen, not reported as done",
    Modality.HYPOTHETICAL: "spoken of as possible",
    Modality.NEGATED: "said not to have happened",
}


@cache
def _forms() -> dict[str, dict[str, str]]:
    text = resources.files("detente.outputs").joinpath("data/phrases.yml").read_text(encoding="utf-8")
    forms: dict[str, dict[str, str]] = parse_yaml(text, "outputs/data/phrases.yml")
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
    return f"{amount(number)} {one if number == 1 else many}"


def amount(number: float) -> str:
    """Return a number for reading: "1,250", "2.5"."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


def capital(text: str) -> str:
    """Return `text` as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def within(title: str) -> str:
    """Return a title as it reads within a sentence; acronyms and later capitals stay."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def clean(text: str) -> str:
    """Return `text` on one line, without control, formatting and unassigned characters.

    They could command a terminal or turn the direction of the text around them; joiners stay.
    """
    kept = (
        char if char in JOINERS or unicodedata.category(char)[0] != "C" else " " if char.isspace() else ""
        for char in text
    )
    return " ".join("".join(kept).split())


def sides(actors: Iterable[Actor], names: dict[str, str]) -> str:
    """Return the states (or, without a state, the words) of `actors`, each once."""
    words = dict.fromkeys(names.get(actor.code or "", actor.code or clean(actor.text)) for actor in actors)
    return listed(list(words)) or "an unnamed side"


def gloss(act: Act, names: dict[str, str]) -> str:
    """Return the sentence that the codes of `act` alone allow, never firmer than the act is known."""
    told = _plain(act, names)
    if act.modality is not Modality.ACTUAL:
        return f"{capital(certainty(act))}: {told}."
    if act.status in UNSETTLED:
        return f"{capital(said_by(act))}: {told}."
    return f"{capital(told)}."


def _plain(act: Act, names: dict[str, str]) -> str:
    return f"{sides(act.actor, names)} {deed(act, names)}"


def deed(act: Act, names: dict[str, str]) -> str:
    """Return what the type and mode of an act say, without who acts: "refused to give way to Russia"."""
    forms = _forms()
    form = forms.get(f"{act.event_type}/{act.mode}") or forms.get(str(act.event_type), {})
    if not act.recipient:
        return form.get("joint", "acted together")
    recipient = sides(act.recipient, names)
    return form.get("directed", "acted towards {recipient}").format(recipient=recipient)


def sentences(cited: Cited, names: dict[str, str], *, phrased: bool) -> list[tuple[str, Basis]]:
    """Return what may be said of an event, the best first, and what each rests on.

    Of an event with a stored passage it is, with `phrased`, a plain sentence of our own, to be checked
    against the passage, and then the passage in quotation marks; an act of the record has our own summary;
    a row of coded data has only the sentence that its codes allow.
    """
    event = cited.event
    if event.summary in {m.summary for m in cited.mentions if m.document_id} - {""}:
        told = plain(event, names, event.summary) if phrased else ""
        own = [(told, Basis.PASSAGE)] if told else []
        return [*own, (f"“{_shortened(event.summary)}”", Basis.QUOTATION)]
    if event.summary and any(m.sampling is Sampling.CURATED for m in cited.mentions):
        return [(clean(event.summary), Basis.RECORD)]
    return [(gloss(event, names), Basis.CODES)]


def plain(act: Act, names: dict[str, str], passage: str = "") -> str:
    """Return who did what to whom, when, where and by whose word, with names as the passage has them.

    "" where a sentence in the past would say too much (an act to come, spoken of or denied), its codes too
    little ("agreed on a step"), or a number would be lost ("13 fishermen"): such an act is better quoted.
    """
    form = _forms().get(f"{act.event_type}/{act.mode}", {})
    if not tellable(act) or "exact" not in form or _loses_number(act, names, form, passage):
        return ""
    sides = {
        side: tuple(_as_named(each, names) for each in who)
        for side, who in (("actor", act.actor), ("recipient", act.recipient))
    }
    told = _plain(act.model_copy(update=sides), names)
    where = f" in {clean(act.place)}" if act.place and clean(act.place) not in told else ""
    dated = act.event_date is not None and act.date_precision is Precision.DAY
    when = f"On {day(act.event_date)} " if dated else ""
    by = listed(list(dict.fromkeys(clean(claimant.text) for claimant in act.claimants)))
    said = f", according to {by}" if by else ""
    return f"{when}{told if when else capital(told)}{where}{said}."


def tellable(act: Act) -> bool:
    """Tell whether a sentence in the past may tell an act: it is actual, and somebody answers for it."""
    unsure = act.modality is not Modality.ACTUAL or act.status in (Status.DENIED, Status.CONTESTED)
    return not unsure and (
        act.status is not Status.ALLEGED or bool(listed([clean(c.text) for c in act.claimants]))
    )


def _loses_number(act: Act, names: dict[str, str], form: dict[str, str], passage: str) -> bool:
    """Tell whether a sentence would lose how many there were: of a side, or of people."""
    texts = [side.text for side in (*act.actor, *act.recipient)]
    if any(_number().search(text) for text in texts):
        return True
    if form["exact"] not in ("one", "some"):
        return False
    told_by_name = {name.removeprefix("the ") for name in names.values()}
    several = any(_SEVERAL.search(side.text) for side in act.recipient if side.text not in told_by_name)
    return (several and form["exact"] == "one") or bool(_number().search(_DATED.sub("", passage)))


@cache
def _number() -> re.Pattern[str]:
    """Return what finds a number above one, in digits or in words."""
    known = alike()
    words = {*known.cardinals, *known.scales, *known.vague, *known.multiples} - {"one", "a", "an"}
    spelled = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if len(word) > 2)
    return re.compile(rf"\b(?:\d+|(?:{spelled})s?)\b", re.IGNORECASE)


def _as_named(actor: Actor, names: dict[str, str]) -> Actor:
    """Return an actor that is told by its words where they are a longer name, by its state else."""
    capitals = [word for word in actor.text.split() if word[:1].isupper()]
    state = names.get(actor.code or "", "").endswith(actor.text)
    return actor.model_copy(update={"code": None}) if len(capitals) > 1 and not state else actor


def _shortened(text: str) -> str:
    words = clean(text)
    if len(words) <= LONGEST_QUOTE:
        return words
    return words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def certainty(event: Act) -> str:
    """Return how certain and how real the act is, "" for a plain asserted and actual one."""
    return ", ".join(filter(None, [said_by(event), UNREAL.get(event.modality, "")]))


def said_by(act: Act) -> str:
    """Return the status of an act and whose word it is: "alleged by the Pentagon, denied by the Kremlin".

    "" for one that is plainly asserted.
    """
    found = claims(act)
    by, denied, carried = (claimants(each) for each in (found.claimed_by, found.denied_by, found.carried_by))
    if act.status is Status.ASSERTED:
        return ""
    if act.status is Status.DENIED:
        own = f"denied by {denied}" if denied else "denied"
        return ", ".join(
            [*([f"alleged by {by}"] if by else []), own, *([f"reported by {carried}"] if carried else [])]
        )
    if act.status is Status.CONTESTED:
        return f"contested; said by {by}" if by else "contested"
    return f"{act.status.value} by {by}" if by else act.status.value


def claimants(named: Iterable[Claimant]) -> str:
    """Return claimants as a list of names, each once, "" for none."""
    return listed(list(dict.fromkeys(_claimant(each.text) for each in named)))


def _claimant(text: str) -> str:
    told = clean(text)
    return "an unnamed source" if told.lower() in ("unnamed", "unnamed source") else told


@cache
def _bands() -> list[tuple[float, str]]:
    text = resources.files("detente.outputs").joinpath("data/likelihoods.yml").read_text(encoding="utf-8")
    return [(float(band["from"]), band["words"]) for band in parse_yaml(text, "outputs/data/likelihoods.yml")]


def likelihood(chance: float) -> str:
    """Return the word of ICD 203 for a chance of 0 to 1, such as "unlikely"; see data/likelihoods.yml.

    The chance is taken as it is printed, in whole percents.
    """
    return next(words for start, words in reversed(_bands()) if round(chance, 2) >= start)
