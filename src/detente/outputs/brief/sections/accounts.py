"""Both sides' accounts next to each other: claims and answers, charges and replies, read-outs of meetings."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import replace

from detente.outputs.brief.claims import claims
from detente.outputs.brief.desk import Desk, section
from detente.outputs.brief.gathered import Account
from detente.outputs.brief.model import Basis, Cited, Group, Section, Sentence
from detente.outputs.brief.phrases import capital, claimants, clean, day, listed
from detente.records import SETTLED, UNSETTLED, Modality, Status

READ_OUTS, CLAIMS, REPLIES = 4, 5, 5
WINDOW, ANSWER = 1095, 21
CHARGES = ("ACCUSE", "THREATEN", "REQUEST", "REJECT")
NOTHING = "No words of its own on this are known here."


def accounts(desk: Desk) -> Section:
    """Return two columns, one a state: what each says of a meeting, of a charge, and of a disputed act."""
    groups = [*_read_outs(desk), *_claims(desk), *_replies(desk)]
    empty = f"No matter is recognised here of which both sides tell. {desk.not_coded}".rstrip()
    return section("accounts", "Both sides' accounts, next to each other", groups, empty)


def _read_outs(desk: Desk) -> list[Group]:
    chosen = desk.material.more.accounts[:READ_OUTS]
    return [Group(f"{_title(each)}: what each side said of it", _told(each), desk.sides) for each in chosen]


def _title(account: Account) -> str:
    when = day(account.day, account.precision)
    return account.title if when in account.title else f"{account.title}, {when}"


def _told(account: Account) -> tuple[Sentence, ...]:
    """Return a line for each side, and what the entry as a whole rests on."""
    rests = Sentence(
        f"From the tracker of meetings; its sources: {'; '.join(account.sources)}.", Basis.TRACKER
    )
    said = (Sentence(text or NOTHING, Basis.TRACKER, side=side) for side, text in enumerate(account.told))
    return (rests, *said)


def _claims(desk: Desk) -> list[Group]:
    """Return disputed acts that one of the two claims or denies, newest first, with the other's words."""
    lately = desk.recent(WINDOW)
    found = [c for c in reversed(desk.material.events) if lately(c) and c.event.status in UNSETTLED]
    groups, answers = list[Group](), _answers_told(desk)
    for cited in found:
        side, denied = _claiming(cited, desk.material.dyad), cited.event.status is Status.DENIED
        if side is None or len(groups) == CLAIMS or desk.was_told(cited):
            continue
        if denied and clean(cited.event.summary) in answers:  # it stands beside the claim, as the answer
            continue
        heading = _heading(desk, cited, side, _what(desk, cited))
        if denied:
            groups.append(_denied(desk, heading, cited, side))
            continue
        other = desk.material.dyad[1 - side]
        answered = cited.event.event_id in desk.material.more.denials
        groups.append(_pair(desk, heading, cited, side, None if answered else _reply(desk, cited, other)))
    return groups


def _what(desk: Desk, cited: Cited) -> str:
    """Return "claimed by", or of a denied act what it is: "claimed by the United States, denied by"."""
    if cited.event.status is not Status.DENIED:
        return "claimed by"
    by = [code for code in desk.material.dyad if code in {c.code for c in claims(cited.event).claimed_by}]
    return f"claimed by {listed([desk.name(code) for code in by])}, denied by" if by else "denied by"


def _claiming(cited: Cited, dyad: tuple[str, str]) -> int | None:
    """Return which of the two states claims an act; of a denied act which one denies it."""
    found = claims(cited.event)
    speaking = found.denied_by if cited.event.status is Status.DENIED else found.claimed_by
    codes = {claimant.code for claimant in speaking}
    sides = [side for side, code in enumerate(dyad) if code in codes]
    return sides[0] if len(sides) == 1 else None


def _denied(desk: Desk, heading: str, cited: Cited, side: int) -> Group:
    """Return a denial in the column of who denies, and beside it the charge that it is near to."""
    charge = _charge_before(desk, cited, desk.material.dyad[1 - side])
    if charge is not None:
        return _pair(desk, heading, cited, side, charge)
    by = [c for c in claims(cited.event).claimed_by if c.code == desk.material.dyad[1 - side]]
    text = f"By the same report the claim of {claimants(by)}." if by else NOTHING
    made = desk.beside(heading, ([cited], []) if side == 0 else ([], [cited]))
    return Group(made.heading, (*made.sentences, Sentence(text, Basis.STORE, side=1 - side)), made.sides)


def _charge_before(desk: Desk, cited: Cited, state: str) -> Cited | None:
    """Return the last charge of `state` on the same area (and arena) in the days before, told or not."""
    end = cited.event.event_date
    if end is None:
        return None
    events, start = desk.material.events, end - dt.timedelta(days=ANSWER)
    near = events[bisect_left(events, start, key=_day) : bisect_right(events, end, key=_day)]
    charges = (each for each in reversed(near) if each.event.event_type in CHARGES)
    return next((each for each in charges if _answers(each, cited, state)), None)


def _answers_told(desk: Desk) -> set[str]:
    """Return the denials that stand beside the claim of their report."""
    own = {c.event.event_id for c in desk.material.events if c.event.status is not Status.DENIED}
    return {clean(text) for name, text in desk.material.more.denials.items() if name in own}


def _replies(desk: Desk) -> list[Group]:
    """Return charges, demands and threats with what the other side said within three weeks, newest first."""
    lately = desk.recent(WINDOW)
    groups: list[Group] = []
    for cited in reversed(desk.material.events):
        side = _acting(cited, desk.material.dyad)
        if len(groups) == REPLIES or not lately(cited):
            continue
        if side is None or not _charge(cited) or desk.was_told(cited):
            continue
        reply = _reply(desk, cited, desk.material.dyad[1 - side])
        if reply is not None:
            heading = _heading(desk, cited, side, "a charge or demand of")
            heading += ", and what the other side said in the three weeks after"
            groups.append(_pair(desk, heading, cited, side, reply))
    return groups


def _charge(cited: Cited) -> bool:
    event = cited.event
    settled = event.status in SETTLED and event.modality is Modality.ACTUAL
    return event.event_type in CHARGES and settled


def _acting(cited: Cited, dyad: tuple[str, str]) -> int | None:
    first, second = dyad
    return {f"{first}>{second}": 0, f"{second}>{first}": 1}.get(cited.event.direction or "")


def _reply(desk: Desk, cited: Cited, state: str) -> Cited | None:
    """Return the first words of `state` on the same area (and arena) in the days after, not told before.

    Which words answer which is not coded: nearness in time and subject is all that joins them.
    """
    start = cited.event.event_date
    if start is None:
        return None
    events, until = desk.material.events, start + dt.timedelta(days=ANSWER)
    near = events[bisect_left(events, start, key=_day) : bisect_right(events, until, key=_day)]
    return next((c for c in near if _answers(c, cited, state) and not desk.was_told(c)), None)


def _day(cited: Cited) -> dt.date:
    return cited.event.event_date or dt.date.min


def _answers(reply: Cited, cited: Cited, state: str) -> bool:
    event, to = reply.event, cited.event
    return (
        event.event_id != to.event_id
        and (event.direction or "").startswith(f"{state}>")
        and event.quad_class == 3
        and event.arena == to.arena
        and event.modality is Modality.ACTUAL
        and event.status in SETTLED
        and bool(set(event.areas) & set(to.areas))
    )


def _heading(desk: Desk, cited: Cited, side: int, what: str) -> str:
    """Return the first area and the day of an act, and what it is of which state."""
    event = cited.event
    area = [desk.area(area) for area in event.areas[:1]]
    when = day(event.event_date, event.date_precision)
    return f"{capital(', '.join([*area, when]))}: {what} {desk.name(desk.material.dyad[side])}"


def _pair(desk: Desk, heading: str, cited: Cited, side: int, reply: Cited | None) -> Group:
    columns: list[list[Cited]] = [[], []]
    columns[side].append(cited)
    if reply is not None:
        columns[1 - side].append(reply)
    made = desk.beside(heading, (columns[0], columns[1]))
    if reply is not None:
        return made
    return Group(made.heading, (*made.sentences, _answer(desk, cited, 1 - side, made)), made.sides)


def _answer(desk: Desk, cited: Cited, side: int, made: Group) -> Sentence:
    """Return the denial that the same report carries, or that no words of that side are known here."""
    denial = desk.material.more.denials.get(cited.event.event_id)
    numbers = next((said.citations for said in made.sentences if said.citations), ())
    if denial is None or not numbers:
        return Sentence(NOTHING, Basis.STORE, side=side)
    for other in desk.material.events:  # the denial as an act of its own, with its own source
        if other.event.status is Status.DENIED and clean(other.event.summary) == clean(denial):
            said = desk.tell(other)
            numbers = said.citations if said is not None else numbers
    return Sentence(f"In the same report: “{denial}”", Basis.QUOTATION, numbers, lead="Answer", side=side)


def with_denial(desk: Desk, cited: Cited, said: Sentence) -> Sentence:
    """Return the sentence of a claim with the answer that the same report carries from the other side."""
    denial = desk.material.more.denials.get(cited.event.event_id)
    if denial is None or denial in said.text:
        return said
    return replace(said, text=f"{said.text} Answer in the same report: “{denial}”")
