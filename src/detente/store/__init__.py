"""The store: append-only tables with two clocks, and the raw bytes the reports came as."""

from detente.store.runs import CommittedRun, TableCount
from detente.store.store import Store

__all__ = ["CommittedRun", "Store", "TableCount"]
