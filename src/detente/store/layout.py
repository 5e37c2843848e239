"""What a store folder holds: the names, apart from the heavy libraries that read them."""

from __future__ import annotations

SCHEMA_VERSION = 3
"""Raised whenever a table's columns or their meaning change; kept in the folder's FORMAT file."""

FORMAT, LOCK, HOLDER, RAW = "store.json", ".lock", ".writer.json", "raw"

TABLES = (
    *("documents", "mentions", "events", "observations", "exposure", "fetches", "transitions"),
    "runs",
)
"""The tables, each a Delta Lake folder of that name, in the order in which a run writes them."""
