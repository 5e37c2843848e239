"""The reader of the record: what it refuses, and how an act becomes mentions."""

from __future__ import annotations

import copy
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.errors import PluginError
from detente.ontology import plover
from detente.record import CODER, SOURCE_ID, load_record, to_mentions
from detente.record.acts import PORTAL
from detente.records import Sampling

ACT: dict[str, Any] = {
    "id": "rus-usa-2001-02-03-note-handed-over",
    "event_date": dt.date(2001, 2, 3),
    "date_precision": "day",
    "event_type": "ACCUSE",
    "mode": "disapprove",
    "contexts": ["diplomatic"],
    "areas": ["diplomatic_channels"],
    "actor": [{"text": "Russia", "code": "RUS", "sector": "GOV"}],
    "recipient": [{"text": "United States", "code": "USA", "sector": "GOV"}],
    "arena": None,
    "status": "asserted",
    "modality": "actual",
    "claimants": [],
    "place": None,
    "summary": "Russia handed the American embassy a note of protest.",
    "sources": [
        {"outlet": "Paper One", "url": "https://one.example/a", "published": dt.date(2001, 2, 4)},
        {"outlet": "Paper Two", "url": None, "published": dt.date(2001, 2, 5)},
    ],
    "cites": ["line-1"],
    "portal_day": dt.date(2001, 2, 4),
    "note": None,
    "basis": "source line",
    "document": None,
}
DOCUMENT: dict[str, Any] = {
    "sources": [],
    "cites": [],
    "portal_day": None,
    "basis": "numbered public document",
    "document": "Agreement on Notes, No. 7",
}
RUSSIA, AMERICA = ACT["actor"][0], ACT["recipient"][0]
BRITAIN = {"text": "Britain", "code": "GBR", "sector": "GOV"}


def _folder(tmp_path: Path, *changes: dict[str, Any]) -> Path:
    entries = [{**copy.deepcopy(ACT), **change} for change in changes]
    (tmp_path / "acts_2001.yml").write_text(yaml.safe_dump(entries, sort_keys=False), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"event_type": "HUG"}, "event_type"),
        ({"mode": "phone"}, "mode"),
        ({"contexts": ["weather"]}, "contexts"),
        ({"areas": ["fisheries"]}, "areas"),
        ({"event_date": "last week"}, "event_date"),
        ({"status": "sure"}, "status"),
        ({"status": "alleged"}, "claimants"),
        ({"recipient": []}, "recipient"),
        ({"recipient": [BRITAIN]}, "recipient"),
        ({"actor": [{"text": "Russia", "nation": "RUS"}]}, "actor.0.nation"),
        ({"id": "Some act"}, "id"),
        ({"colour": "red"}, "colour"),
        ({"summary": ""}, "summary"),
        ({"cites": []}, "cites"),
        ({"portal_day": None}, "portal_day"),
        ({"basis": "hearsay"}, "basis"),
        ({"basis": "common knowledge"}, "basis"),
        ({**DOCUMENT, "document": None}, "document"),
        ({**DOCUMENT, "basis": "common knowledge"}, "document"),
        ({**DOCUMENT, "cites": ["line-1"]}, "basis"),
    ],
)
def test_a_wrong_entry_is_refused_by_file_entry_and_field(
    tmp_path: Path, change: dict[str, Any], field: str
) -> None:
    folder = _folder(tmp_path, {"id": "rus-usa-2001-02-02-fine"}, change)
    with pytest.raises(PluginError) as caught:
        load_record(folder)
    assert "acts_2001.yml, entry 2" in str(caught.value)
    assert field in caught.value.what


def test_a_missing_field_is_refused(tmp_path: Path) -> None:
    entry = {name: value for name, value in ACT.items() if name != "portal_day"}
    (tmp_path / "acts_2001.yml").write_text(yaml.safe_dump([entry]), encoding="utf-8")
    with pytest.raises(PluginError, match="portal_day"):
        load_record(tmp_path)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("- id: a\n  id: b\n", "given twice: id"),
        ("- [", "not readable"),
        ("acts: {}", "not a list"),
        ("- one\n", "valid dictionary"),
        ("", "not a list"),
    ],
)
def test_a_file_that_is_no_list_of_acts_is_refused(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "acts_2001.yml").write_text(text, encoding="utf-8")
    with pytest.raises(PluginError, match=what) as caught:
        load_record(tmp_path)
    assert "acts_2001.yml" in caught.value.where


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="used twice"):
        load_record(_folder(tmp_path, {}, {}))


def test_acts_come_in_the_order_of_their_days(tmp_path: Path) -> None:
    late = {"id": "rus-usa-2001-03-01-late", "event_date": dt.date(2001, 3, 1)}
    assert [act.event_date.month for act in load_record(_folder(tmp_path, late, {}))] == [2, 3]


@pytest.mark.parametrize(
    ("actor", "recipient", "direction"),
    [
        ([RUSSIA], [AMERICA], "RUS>USA"),
        ([AMERICA], [RUSSIA], "USA>RUS"),
        ([AMERICA, RUSSIA], [], "RUS-USA"),
        ([AMERICA, BRITAIN], [RUSSIA], "USA>RUS"),
        ([RUSSIA], [BRITAIN, AMERICA], "RUS>USA"),
        ([{**RUSSIA, "sector": "UNK"}], [AMERICA], None),
    ],
)
def test_direction_follows_the_sides(
    tmp_path: Path, actor: list[object], recipient: list[object], direction: str | None
) -> None:
    folder = _folder(tmp_path, {"actor": actor, "recipient": recipient})
    assert to_mentions(load_record(folder))[0].direction == direction


def test_each_outlet_gives_a_mention_of_the_same_act(tmp_path: Path) -> None:
    one, two = to_mentions(load_record(_folder(tmp_path, {})))
    assert (one.outlet, one.url) == ("Paper One", "https://one.example/a")
    assert (two.outlet, two.url) == ("Paper Two", None)
    assert one.mention_id != two.mention_id
    assert one.external_event_id == two.external_event_id == ACT["id"]
    assert (one.source_id, one.coder, one.sampling) == (SOURCE_ID, CODER, Sampling.CURATED)
    assert one.summary == ACT["summary"]
    assert one.document_id is None
    assert one.published_at == dt.datetime(2001, 2, 4, tzinfo=dt.UTC)
    assert two.published_at == dt.datetime(2001, 2, 5, tzinfo=dt.UTC)
    assert one.available_at == dt.datetime(2001, 2, 4, 23, 59, 59, tzinfo=dt.UTC)
    assert two.available_at == dt.datetime(2001, 2, 5, 23, 59, 59, tzinfo=dt.UTC)
    assert (one.score, one.quad_class) == (plover.score("ACCUSE", "disapprove"), plover.quad_class("ACCUSE"))


def test_an_act_without_a_named_outlet_gives_one_mention(tmp_path: Path) -> None:
    (mention,) = to_mentions(load_record(_folder(tmp_path, {"sources": []})))
    assert (mention.outlet, mention.url, mention.published_at) == (PORTAL, None, None)
    assert mention.available_at is not None


def test_what_is_common_knowledge_says_so_where_an_outlet_stands(tmp_path: Path) -> None:
    known = {**DOCUMENT, "basis": "common knowledge", "document": None}
    (mention,) = to_mentions(load_record(_folder(tmp_path, known)))
    assert mention.outlet == "common knowledge"


def test_an_act_of_a_document_is_known_on_its_day_and_cites_the_document(tmp_path: Path) -> None:
    (mention,) = to_mentions(load_record(_folder(tmp_path, DOCUMENT)))
    assert (mention.outlet, mention.url, mention.published_at) == (DOCUMENT["document"], None, None)
    assert mention.available_at == dt.datetime(2001, 2, 3, 23, 59, 59, tzinfo=dt.UTC)


def test_acts_of_documents_are_read_beside_those_with_a_source_line(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {})
    entry = {**ACT, **DOCUMENT, "id": "rus-usa-1999-01-01-signed", "event_date": dt.date(1999, 1, 1)}
    (folder / "documents_1990s.yml").write_text(yaml.safe_dump([entry], sort_keys=False), encoding="utf-8")
    assert [act.basis.value for act in load_record(folder)] == ["numbered public document", "source line"]
