"""What a store folder holds: the names, apart from the heavy libraries that read them."""

from __future__ import annotations

SCHEMA_VERSION, READS = 4, (3, 4)
"""The version is raised whenever a table's columns or their meaning change, and kept in the folder's FORMAT
file. A store of one of READS is read, and signed anew with the version when it is written to."""

FORMAT, LOCK, HOLDER, RAW = "store.json", ".lock", ".writer.json", "raw"

TABLES = (
    *("documents", "mentions", "events", "observations", "exposure", "fetches", "transitions"),
    "runs",
)
"""The tables, each a Delta Lake folder of that name, in the order in which a run writes them."""
