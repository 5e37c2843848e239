"""What makes an act one of this dyad, and which way it goes."""

from __future__ import annotations

from detente.records import Act


def direction(act: Act, dyad: tuple[str, str]) -> str | None:
    """Return "A>B", "A-B" for a joint act of both, or None where the act is not between the two.

    Others may stand on either side: an act of Russia and China towards the United States is one of
    Russia towards the United States.
    """
    acting = {side.code for side in act.actor} & set(dyad)
    reached = {side.code for side in act.recipient} & set(dyad)
    if len(acting) == 2 and not act.recipient:
        return "-".join(sorted(dyad))
    if len(acting) == 1 and reached - acting and not acting & reached:
        return f"{acting.pop()}>{(reached - acting).pop()}"
    return None
