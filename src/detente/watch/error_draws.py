"""How often the coders and linking of a store are wrong, as draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.analysis.bands import DRAWS, SEED
from detente.analysis.errors import CoderDraws, coder_draws, link_draws
from detente.ontology.error_rates import Table, assumed, by_class, confusion, linking
from detente.records import Event
from detente.settings import IndexSection

Floats = NDArray[np.float64]


def of_coders(
    events: Sequence[Event],
    settings: IndexSection,
    sanction_quad: int,
    measured: Mapping[str, Table],
) -> CoderDraws:
    """Return draws of what the coders of `events` do: a mixture by how many acts each of them coded.

    A coder's published table (or that of `measured`, by coder) is joined by the rates that the settings
    assume of any coder, which are worth `coder_weight` labelled acts of each class; a coder without a table
    has these alone.
    """
    shares = Counter(event.coder for event in events) or Counter([""])
    table = np.zeros((5, 5))
    for coder, number in shares.items():
        own = measured.get(coder) or by_class(confusion().get(coder, []), sanction_quad)
        table += (_prior(settings) + np.array(own)) * number / shares.total()
    return coder_draws(table, DRAWS, np.random.default_rng(SEED))


def _prior(settings: IndexSection) -> Floats:
    rates = settings.coder_error, settings.coder_missed, settings.coder_invented
    return np.array(assumed(*rates, settings.coder_weight))


def of_linking(events: Sequence[Event], joins: tuple[int, int] | None) -> Floats:
    """Return draws of the acts that stand behind one event because linking joined too much.

    `joins` are pairs joined rightly and pairs joined; None for the published ones.
    """
    right, reports = linking().right, sum(max(1, event.n_reports) for event in events)
    joined = reports / len(events) - 1 if events else 0.0
    dice = np.random.default_rng(SEED + 1)
    return link_draws(joins or (right.found, right.of), joined, DRAWS, dice)
