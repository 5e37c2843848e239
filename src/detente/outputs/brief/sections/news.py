"""What is new, and what is only alleged."""

from __future__ import annotations

import datetime as dt

from detente.outputs.brief.counting import Counted
from detente.outputs.brief.desk import Desk, happened, once, section
from detente.outputs.brief.model import Basis, Cited, Figure, Group, Section, Sentence
from detente.outputs.brief.phrases import count, day
from detente.outputs.brief.sections.accounts import with_denial

LATEST, ALLEGED = 12, 10
ALLEGED_TITLE = "Only alleged, and by whom"


def latest(desk: Desk) -> Section:
    """Return the acts since the window opened, newest first; the last known act if there is none."""
    since, as_of = desk.material.since, desk.material.as_of

    before = desk.between(dt.date.min, since)
    what = Counted("happened", span=(since, as_of))
    found, number = desk.untold(lambda cited: what.keeps(cited.event)), desk.counted(what)[1]
    _, unsure = desk.counted(Counted("disputed", span=(since, as_of)))
    lead = _newest(number, LATEST, f"known since {day(since)}", len(found))
    besides = [_besides(unsure)] if unsure.value else []
    groups = [desk.group("", found[:LATEST], lead), Group("", tuple(besides))]
    if not found:
        text = f"No act between the two is known from {day(since)} to {day(as_of)}."
        last = desk.choose(lambda cited: happened(cited) and before(cited), 1)
        follow = " The last one known before that:" if last else ""
        groups = [desk.group("", last, lead=Sentence(text + follow, Basis.STORE)), Group("", tuple(besides))]
    return section("latest", "Latest updates", groups)


def _besides(number: Figure) -> Sentence:
    told = count(number.value, "more act of these days is", "more acts of these days are")
    text = f"{told} only alleged, denied or contested, and told under '{ALLEGED_TITLE}' in the full brief."
    return Sentence(text, Basis.STORE, figures=(number,))


def alleged(desk: Desk) -> Section:
    """Return the acts that somebody says happened, or denies, newest first."""

    what = Counted("disputed")
    known, number = desk.counted(what)
    found = desk.untold(lambda cited: what.keeps(cited.event))
    lead = _newest(number, ALLEGED, "alleged, denied or contested", len(found))
    above = [cited for cited in known if desk.was_told(cited)]
    if lead is None and above:
        told = count(number.value, "disputed act is", "disputed acts are")
        lead = Sentence(f"{told} known; some stand above, beside the answer.", Basis.STORE, figures=(number,))
    groups = [Group("", (*([lead] if lead else []), *_beside_denials(desk, found[:ALLEGED])))]
    empty = f"None is recognised: no act known here is told as only alleged or denied. {desk.not_coded}"
    return section("alleged", ALLEGED_TITLE, groups, empty.rstrip())


def _beside_denials(desk: Desk, found: list[Cited]) -> list[Sentence]:
    """Return the sentence of each claim, with what the other side answers to it in the same report."""
    told = []
    for cited in found:
        said = desk.tell(cited)
        if said is not None:
            told.append(with_denial(desk, cited, said))
    return list(once(told))


def _newest(number: Figure, most: int, which: str, untold: int) -> Sentence | None:
    """Return how many acts there are, where not all of them follow."""
    if number.value <= most and number.value == untold:
        return None
    rest = " that are not told above" if untold < number.value else ""
    text = f"{count(number.value, 'act is', 'acts are')} {which}; the newest{rest} follow."
    return Sentence(text, Basis.STORE, figures=(number,)) if untold else None
