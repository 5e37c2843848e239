"""Coded events as JSON lines: a mention for each report, and every wrong field named."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from detente.errors import BadInput
from detente.linking import link
from detente.records import Exposure, Mention, Precision, Reject, Sampling, Status
from detente.sources.files.base import ReadContext
from detente.sources.files.detente import FORMAT, read

CONTEXT = ReadContext(
    "colleague", ("RUS", "USA"), Sampling.CURATED, areas=frozenset({"cyber", "diplomatic_channels"})
)
EVENT: dict[str, Any] = {
    "event_id": "swap-2025-02",
    "event_type": "RETREAT",
    "mode": "release",
    "contexts": ["diplomatic"],
    "areas": ["diplomatic_channels"],
    "actor": [{"text": "Russia", "code": "RUS", "sector": "GOV"}],
    "recipient": [{"text": "United States", "code": "USA"}],
    "direction": "RUS>USA",
    "status": "confirmed",
    "modality": "actual",
    "event_date": "2025-02-11",
    "summary": "Russia set a teacher free.",
    "source_code": {"scheme": "CAMEO", "code": "0841", "score": 7.0},
    "reports": [
        {"source": "Alpha", "url": "https://a.example/1", "published_at": "2025-02-11T20:00:00Z"},
        {"source": "Beta", "url": "https://b.example/2"},
    ],
    "available_at": "2025-02-12T01:00:00+03:00",
}


def written(folder: Path, *lines: dict[str, Any] | str, name: str = "events.jsonl") -> Path:
    """Write `lines` into a file of `folder` and return its path."""
    path = folder / name
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def mentions(path: Path, context: ReadContext = CONTEXT) -> list[Mention]:
    """Return the mentions of a file."""
    return [item for item in read(path, context) if isinstance(item, Mention)]


def test_each_report_is_a_mention(tmp_path: Path) -> None:
    alpha, beta = mentions(written(tmp_path, EVENT))
    assert (alpha.outlet, alpha.url) == ("Alpha", "https://a.example/1")
    assert alpha.published_at == alpha.available_at
    assert beta.available_at == dt.datetime(2025, 2, 11, 22, tzinfo=dt.UTC)
    assert beta.published_at is None
    for each in (alpha, beta):
        assert each.external_event_id == "swap-2025-02"
        assert (each.event_type, each.mode, each.quad_class, each.score) == ("RETREAT", "release", 2, 6.5)
        assert each.status is Status.CONFIRMED
        assert each.date_precision is Precision.DAY
        assert each.sampling is Sampling.CURATED
        assert each.source_code
        assert each.source_code.code == "0841"
    (event,) = link([alpha, beta])
    assert (event.n_reports, event.n_sources) == (2, 2)


def test_line_without_reports_is_one_mention(tmp_path: Path) -> None:
    bare = {name: EVENT[name] for name in ("event_id", "event_type", "actor", "recipient")}
    (found,) = mentions(written(tmp_path, bare))
    assert (found.outlet, found.url, found.available_at) == (None, None, None)
    assert found.direction == "RUS>USA"
    assert found.score == 6.5


def test_joint_act_gets_its_direction(tmp_path: Path) -> None:
    call = {
        "event_id": "c",
        "event_type": "CONSULT",
        "actor": [{"text": "Trump", "code": "USA"}, {"text": "Putin", "code": "RUS"}],
    }
    (found,) = mentions(written(tmp_path, call))
    assert found.direction == "RUS-USA"


def test_same_file_twice_gives_the_same_keys(tmp_path: Path) -> None:
    once = written(tmp_path, EVENT, {**EVENT, "event_id": "other"})
    again = written(tmp_path, {**EVENT, "event_id": "other"}, EVENT, name="again.jsonl")
    assert {each.mention_id for each in mentions(once)} == {each.mention_id for each in mentions(again)}
    assert list(read(once, CONTEXT)) == list(read(once, CONTEXT))
    assert len({each.mention_id for each in mentions(once)}) == 4


def test_report_named_twice_is_one_mention(tmp_path: Path) -> None:
    twice = {**EVENT, "reports": [EVENT["reports"][0]] * 2}
    assert len(mentions(written(tmp_path, twice))) == 1


def test_other_states_are_seen_and_not_kept(tmp_path: Path) -> None:
    other = {
        **EVENT,
        "event_id": "other",
        "recipient": [{"text": "China", "code": "CHN"}],
        "direction": "RUS>CHN",
    }
    path = written(tmp_path, EVENT, other)
    assert {each.external_event_id for each in mentions(path)} == {"swap-2025-02"}
    assert len(mentions(path, ReadContext(source_id="colleague"))) == 4
    counts = [item for item in read(path, CONTEXT) if isinstance(item, Exposure)]
    assert {(item.state, item.n_seen, item.n_kept) for item in counts} == {
        ("all", 4, 2),
        ("RUS", 4, 2),
        ("USA", 2, 2),
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"event_type": "HUG"}, "event_type"),
        ({"mode": "expel"}, "mode"),
        ({"event_type": None}, "mode"),
        ({"contexts": ["weather"]}, "contexts"),
        ({"quad_class": 5}, "quad_class"),
        ({"quad_class": 3}, "quad_class"),
        ({"event_type": "SANCTION", "mode": None, "quad_class": 2}, "quad_class"),
        ({"event_type": None, "mode": None, "quad_class": 1}, "quad_class, score"),
        ({"score": 11}, "score"),
        ({"score": -6.5}, "score"),
        ({"event_type": None, "mode": None, "score": 1}, "quad_class, score"),
        ({"areas": ["nope"]}, "areas"),
        ({"span": [5, 1]}, "span"),
        ({"span": [-1, 10**30]}, "span"),
        ({"span": [0, 2**40]}, "span"),
        ({"claimants": [{"text": "Atlantis", "code": "ATL"}]}, "claimants"),
        ({"actor": [{"text": "Russia", "code": "RUS", "sector": "BAND"}]}, "actor"),
        ({"direction": "CHN>USA"}, "direction"),
        ({"direction": "USA>RUS"}, "direction"),
        ({"direction": "RUS-USA"}, "direction"),
        ({"actor": [{"text": "Atlantis", "code": "ATL"}]}, "actor"),
        ({"recipient": [{"code": "USA"}]}, "recipient.0.text"),
        ({"direction": "RUS"}, "direction"),
        ({"direction": "RUS>XXX"}, "direction"),
        ({"direction": "USA-RUS"}, "direction"),
        ({"direction": "RUS>RUS"}, "direction"),
        ({"arena": "Syria"}, "arena"),
        ({"status": "rumoured"}, "status"),
        ({"modality": "past"}, "modality"),
        ({"event_date": "2025-02-30"}, "event_date"),
        ({"event_date": "9999-12-31"}, "event_date"),
        ({"event_date": "1899-12-31"}, "event_date"),
        ({"event_date": "2101-01-01"}, "event_date"),
        ({"reports": [{"source": "A", "event_date": "2200-01-01"}]}, "reports"),
        ({"date_precision": "hour"}, "date_precision"),
        ({"available_at": "2025-02-12T01:00:00"}, "available_at"),
        ({"available_at": "0001-01-01T00:00:00+12:00"}, "available_at"),
        ({"reports": [{"source": "A", "published_at": "9999-12-31T23:00:00-12:00"}]}, "reports"),
        ({"reports": [{"url": "https://a.example"}]}, "reports.0.source"),
        ({"event_id": ""}, "event_id"),
        ({"temperature": 50}, "temperature"),
        ({"confidence": 2}, "confidence"),
    ],
)
def test_wrong_field_is_named_and_the_rest_kept(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    path = written(tmp_path, EVENT, {**EVENT, "event_id": "bad", **change}, {**EVENT, "event_id": "c"})
    (reject,) = [item for item in read(path, CONTEXT) if isinstance(item, Reject)]
    assert reject.where == f"{path}:2"
    assert f"{field}: " in reject.reason
    assert len(mentions(path)) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"quad_class": 2, "score": 6.5, "span": [0, 12]},
        {"event_type": "SANCTION", "mode": None, "quad_class": 3},
        {"event_type": "SANCTION", "mode": None, "quad_class": 4, "score": -6.0},
        {"event_type": None, "mode": None},
        {"areas": []},
        {"event_date": "1900-01-01"},
        {"event_date": "2100-12-31"},
        {"claimants": [{"text": "NATO", "code": "NATO"}, {"text": "an aide"}]},
    ],
)
def test_what_fits_the_type_and_the_sides_is_taken(tmp_path: Path, change: dict[str, Any]) -> None:
    assert not [item for item in read(written(tmp_path, EVENT | change), CONTEXT) if isinstance(item, Reject)]


@pytest.mark.parametrize("bad", ["{", "[]", "null", '"text"', "\x01", '{"event_id": "a"} {}'])
def test_line_that_is_no_object_is_named(tmp_path: Path, bad: str) -> None:
    path = written(tmp_path, EVENT, bad)
    (reject,) = [item for item in read(path, CONTEXT) if isinstance(item, Reject)]
    assert reject.where == f"{path}:2"
    assert len(mentions(path)) == 2


def test_all_wrong_lines_are_named_before_the_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "{", "}")
    found: list[object] = []
    with pytest.raises(BadInput, match="none of 2 lines"):
        found.extend(read(path, CONTEXT))
    assert [item.where for item in found if isinstance(item, Reject)] == [f"{path}:1", f"{path}:2"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe{\x00", b"\x89PNG\r\n\x1a\n"])
def test_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        list(read(path, CONTEXT))


def test_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "marked.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(EVENT).encode())
    assert len(mentions(path)) == 2


def test_format_is_offered_by_its_name() -> None:
    assert FORMAT.name == "detente"
    assert FORMAT.read is read
