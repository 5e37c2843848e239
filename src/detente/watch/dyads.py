"""What makes an act one of this dyad, and which way it goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from detente.errors import WrongUse
from detente.ontology.sectors import UNKNOWN, is_of_state, is_organ
from detente.records import Act, Actor

A = TypeVar("A", bound=Act)


def direction(act: Act, dyad: tuple[str, str]) -> str | None:
    """Return "A>B", "A-B" for a joint act of both, or None where it is no act of one of the states.

    Others may stand on either side: an act of Russia and China towards the United States is one of
    Russia towards the United States. A company, a citizen, a former official, an armed group or hackers of
    whom only the nationality is known are not their state, so what they do is no act of it; what is done to
    them may be. A partly recognised entity is not the state that claims it, on either side.
    """
    organs = [side for side in act.actor if is_organ(side.sector)]
    return _way(organs, [side for side in act.recipient if is_of_state(side.sector)], dyad)


def is_between(act: Act, dyad: tuple[str, str]) -> bool:
    """Tell whether the sides of the act are of the two states, whoever of them acts."""
    return _way(act.actor, act.recipient, dyad) is not None


def of_dyad(acts: Iterable[A], dyad: tuple[str, str]) -> list[A]:
    """Return the acts between the two states; raises WrongUse where most acts are of others.

    Then the pair was changed after the store was filled: what it saw, and counts, is of another pair, and an
    act of several states may be of both.
    """
    held = list(acts)
    kept = [act for act in held if is_between(act, dyad)]
    if 2 * len(kept) < len(held):
        raise WrongUse(
            f"most acts of the store are of another pair of states than {' and '.join(dyad)}",
            where="watch.dyad",
            do="set it back in detente.toml or DETENTE_WATCH_DYAD, or make another watch: detente init",
        )
    return kept


def is_of_unknown(act: Act, dyad: tuple[str, str]) -> bool:
    """Tell whether those who act are known by their nationality alone."""
    acting = [side.sector for side in act.actor if side.code in dyad]
    return bool(acting) and all(sector == UNKNOWN for sector in acting)


def _way(actor: Sequence[Actor], recipient: Sequence[Actor], dyad: tuple[str, str]) -> str | None:
    acting, reached = _among(actor, dyad), _among(recipient, dyad)
    if len(acting) == 2 and not recipient:
        return "-".join(sorted(dyad))
    if len(acting) == 1 and reached - acting and not acting & reached:
        return f"{acting.pop()}>{(reached - acting).pop()}"
    return None


def _among(sides: Iterable[Actor], dyad: tuple[str, str]) -> set[str]:
    return {side.code for side in sides if side.code in dyad}
