"""Numbers about a dyad, and the acts under each of them. Every other module here is one measure."""

from detente.measures._catalogue import catalogue
from detente.measures._coverage import check_near
from detente.measures._explain import explain
from detente.measures._measure import Counted, Measure
from detente.measures._observe import observe
from detente.measures._periods import FREQS, after, periods
from detente.measures._select import ALL, DUPLICATES, MODALITIES, STATUSES, Selection, not_curated
from detente.measures._tally import Sums, Tally, tally

__all__ = [
    "ALL",
    "DUPLICATES",
    "FREQS",
    "MODALITIES",
    "STATUSES",
    "Counted",
    "Measure",
    "Selection",
    "Sums",
    "Tally",
    "after",
    "catalogue",
    "check_near",
    "explain",
    "not_curated",
    "observe",
    "periods",
    "tally",
]
