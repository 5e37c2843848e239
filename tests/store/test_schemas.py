"""The tables' columns, and what may change them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pyarrow as pa
import pytest
from deltalake import Schema

from detente.errors import BadInput, WrongUse
from detente.records import Event, Exposure, Fetch, Outcome, Record, Reject
from detente.store.layout import SCHEMA_VERSION, TABLES
from detente.store.schemas import DATA_TABLES, EXPOSURE, FETCHES, RUNS, arrow_schema, named, row_of, spec_of

DIGESTS = {1: "bade3be7cda3c4c6", 2: "d716dec1cdd16f58", 3: "f03852c8b378a915", 4: "c483d6d855c9c718"}
"""Of every schema version there has been; add a line with the new version, never change one."""


def test_the_columns_are_those_of_the_schema_version() -> None:
    specs = (*DATA_TABLES, RUNS)
    every = [
        [spec.name, spec.keys, json.loads(Schema.from_arrow(arrow_schema(spec)).to_json())] for spec in specs
    ]
    text = json.dumps(every, sort_keys=True)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == DIGESTS[SCHEMA_VERSION], (
        "a table's columns changed: raise SCHEMA_VERSION, say in docs/store.md how to carry a store over, "
        "and add the new digest here"
    )


def test_the_folder_names_are_the_tables() -> None:
    assert tuple(spec.name for spec in (*DATA_TABLES, RUNS)) == TABLES


def test_each_table_has_its_stamps_first_and_its_keys() -> None:
    for spec in DATA_TABLES:
        names = arrow_schema(spec).names
        assert names == ["run_id", "recorded_at", "row_hash", *spec.record.model_fields]
        assert set(spec.keys) | set(spec.known) <= set(names)
        assert arrow_schema(spec).field("recorded_at").type == pa.timestamp("us", tz="UTC")


def test_nested_records_become_lists_of_structs() -> None:
    actor = arrow_schema(named("events")).field("actor").type
    assert actor == pa.list_(pa.struct([(name, pa.string()) for name in ("text", "code", "sector")]))


def test_unknown_tables_and_kinds_are_refused() -> None:
    with pytest.raises(WrongUse, match="no table 'rows'"):
        named("rows")
    with pytest.raises(WrongUse, match="takes no Reject"):
        spec_of(Reject(where="a file", reason="binary"))


def test_the_same_instant_in_another_zone_is_the_same_row() -> None:
    moscow = dt.timezone(dt.timedelta(hours=3))
    at = dt.datetime(2025, 2, 12, 1, 30, tzinfo=moscow)
    one, other = (
        row_of(FETCHES, Fetch(source_id="s", url="u", at=time, outcome=Outcome.OK))
        for time in (at, at.astimezone(dt.UTC))
    )
    assert one == other
    assert one["at"].tzinfo is dt.UTC


@pytest.mark.parametrize(
    ("record", "named_key"),
    [
        (Event(event_id="e\ud800", event_type=None), r"e\\ud800"),
        (Event(event_id="e", event_type=None, summary="x\udfff"), "e"),
        (Event(event_id="e", event_type=None, n_reports=2**63), "e"),
        (
            Fetch(
                source_id="s",
                url="u",
                at=dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=3))),
                outcome=Outcome.OK,
            ),
            "s",
        ),
    ],
)
def test_what_no_column_can_hold_is_refused_by_its_key(record: Record, named_key: str) -> None:
    with pytest.raises(BadInput, match=f"{named_key}.* cannot be stored"):
        row_of(spec_of(record), record)


def test_content_decides_the_digest() -> None:
    def digest(n_seen: int) -> str:
        row = Exposure(
            day=dt.date(2025, 1, 1), source_id="s", state="all", batch="b", n_seen=n_seen, n_kept=1
        )
        return str(row_of(EXPOSURE, row)["row_hash"])

    assert digest(3) == digest(3) != digest(4)
