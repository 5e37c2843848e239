"""What makes an act one of this dyad, and which way it goes."""

from __future__ import annotations

from collections.abc import Iterable

from detente.records import Act, Actor

NO_ORGAN = frozenset(
    {"AGR", "BUS", "CRM", "CVL", "EDU", "JRN", "LAB", "MED", "OPP", "PRE", "REB", "REF", "REL", "SOC", "UAF"}
)


def direction(act: Act, dyad: tuple[str, str]) -> str | None:
    """Return "A>B", "A-B" for a joint act of both, or None where the act is not between the two.

    Others may stand on either side: an act of Russia and China towards the United States is one of
    Russia towards the United States.
    """
    acting, reached = _among(act.actor, dyad), _among(act.recipient, dyad)
    if len(acting) == 2 and not act.recipient:
        return "-".join(sorted(dyad))
    if len(acting) == 1 and reached - acting and not acting & reached:
        return f"{acting.pop()}>{(reached - acting).pop()}"
    return None


def by_states(act: Act, dyad: tuple[str, str]) -> bool:
    """Tell whether the sides of the dyad that act are organs of their states.

    A company, a citizen or an armed group is not its state (sectors of the PLOVER manual), so what it does
    is no act of the state; what is done to it may be.
    """
    acting = [side for side in act.actor if side.code in dyad]
    return all(side.sector not in NO_ORGAN for side in acting)


def _among(sides: Iterable[Actor], dyad: tuple[str, str]) -> set[str]:
    return {side.code for side in sides if side.code in dyad}
