"""Numbers about a dyad, and the acts under each of them. Every other module here is one measure."""

from detente.measures._catalogue import catalogue
from detente.measures._explain import explain
from detente.measures._measure import Counted, Measure
from detente.measures._observe import observe
from detente.measures._periods import FREQS
from detente.measures._select import DUPLICATES, MODALITIES, STATUSES

__all__ = [
    "DUPLICATES",
    "FREQS",
    "MODALITIES",
    "STATUSES",
    "Counted",
    "Measure",
    "catalogue",
    "explain",
    "observe",
]
