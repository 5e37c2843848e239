"""Who claims an act, who denies it and who only carries that."""

from __future__ import annotations

from dataclasses import dataclass

from detente.records import Act, Claimant, Status


@dataclass(frozen=True)
class Claims:
    """The claimants of an act by what they do; `carried_by` are those who only report a denial."""

    denied_by: tuple[Claimant, ...] = ()
    claimed_by: tuple[Claimant, ...] = ()
    carried_by: tuple[Claimant, ...] = ()


def claims(act: Act) -> Claims:
    """Return who says what of `act`.

    The chain of a denied act has the outermost claimant first: whoever reports the denial, who denies, whose
    claim is denied. The denier is of the state that is said to have acted; where nobody is, the outermost.
    """
    chain = act.claimants
    if act.status is not Status.DENIED:
        return Claims(claimed_by=chain)
    acting = {side.code for side in act.actor if side.code}
    own = [place for place, each in enumerate(chain) if each.code in acting] or [0]
    rest = [(place, each) for place, each in enumerate(chain) if place not in own]
    return Claims(
        tuple(each for place, each in enumerate(chain) if place in own),
        tuple(each for place, each in rest if place > own[0]),
        tuple(each for place, each in rest if place < own[0]),
    )
