"""The bundled promises, and what the schema refuses."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from detente.errors import PluginError
from detente.ontology.states import STATES
from detente.records import SourceKind
from detente.sources.promises import Funding, Promise, load_promises, read_promise

GOOD: dict[str, Any] = {
    "id": "test-courier",
    "publisher": "Test Courier",
    "title": "World",
    "url": "https://news.example.org/feed",
    "homepage": "https://news.example.org/",
    "country": "NOR",
    "kind": "independent",
    "funding": "private",
    "language": "en",
    "timezone": "Europe/Oslo",
    "licence": "all rights reserved",
    "cadence": "daily",
    "sampling": "stream",
    "least": 1,
    "most": 50,
    "pages": False,
    "confirmed": None,
    "note": "address not tried yet",
    "source": "made up for this test",
}


def put(folder: Path, changes: dict[str, Any], name: str = "test-courier.yml") -> Path:
    values = {key: value for key, value in {**GOOD, **changes}.items() if value != "absent"}
    path = folder / name
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return path


def test_the_bundled_feeds_cover_both_states_and_third_states() -> None:
    promises = load_promises()
    assert len(promises) >= 36
    countries = Counter(promise.country for promise in promises.values())
    official = Counter(
        promise.country for promise in promises.values() if promise.kind is SourceKind.OFFICIAL
    )
    assert min(official["USA"], official["RUS"]) >= 8, "both governments are heard"
    assert len(countries) >= 15
    assert {promise.kind for promise in promises.values()} == set(SourceKind) - {SourceKind.DATASET}
    assert {"en", "ru"} <= {promise.language for promise in promises.values()}


def test_each_bundled_promise_stands_on_its_own() -> None:
    promises = load_promises()
    addresses = Counter(promise.url for promise in promises.values())
    assert not [url for url, count in addresses.items() if count > 1]
    for name, promise in promises.items():
        assert promise.id == name
        assert promise.country is None or promise.country in STATES, name
        assert urlsplit(promise.url).hostname, name
        assert "news.google." not in promise.url, f"{name}: an aggregator is no publisher's feed"
        assert promise.confirmed is not None or "not tried yet" in promise.note, name
        assert promise.origin.source_id == name
        assert promise.origin.outlet == promise.publisher


def test_the_kind_follows_from_funding_and_safeguard_in_every_state() -> None:
    for name, promise in load_promises().items():
        if promise.kind is SourceKind.OFFICIAL:
            continue
        state_only = promise.funding is Funding.STATE and promise.safeguard is None
        assert (promise.kind is SourceKind.STATE_CONTROLLED) == state_only, name


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": "Test Courier"}, "id"),
        ({"url": "ftp://news.example.org/feed"}, "url"),
        ({"url": "news.example.org/feed"}, "url"),
        ({"homepage": "absent"}, "homepage"),
        ({"country": "Norway"}, "country"),
        ({"country": None}, "country"),
        ({"organisation": "UNO"}, "organisation"),
        ({"kind": "propaganda"}, "kind"),
        ({"kind": "dataset"}, "kind"),
        ({"kind": "official"}, "kind"),
        ({"kind": "state-controlled"}, "kind"),
        ({"kind": "independent", "funding": "state"}, "kind"),
        ({"kind": "agency", "funding": "state"}, "kind"),
        ({"kind": "state-controlled", "funding": "state", "safeguard": "a law"}, "kind"),
        ({"language": "english"}, "language"),
        ({"timezone": "Moscow"}, "timezone"),
        ({"timezone": "../../etc/passwd"}, "timezone"),
        ({"sampling": "curated"}, "sampling"),
        ({"least": 60}, "least"),
        ({"least": -1}, "least"),
        ({"most": "many"}, "most"),
        ({"seconds_between": 0}, "seconds_between"),
        ({"confirmed": "soon"}, "confirmed"),
        ({"confirmed": "absent"}, "confirmed"),
        ({"note": ""}, "note"),
        ({"licence": ""}, "licence"),
        ({"bias": "left"}, "bias"),
    ],
    ids=str,
)
def test_a_file_that_does_not_fit_is_refused_by_file_and_field(
    tmp_path: Path, changes: dict[str, Any], field: str
) -> None:
    path = put(tmp_path, changes)
    with pytest.raises(PluginError) as caught:
        read_promise(path)
    assert str(path) in str(caught.value)
    assert field in caught.value.what


@pytest.mark.parametrize(
    "raw", [b"", b"- a\n- b\n", b"id: [\n", b"\xff\xfe\x00", b"&a [*a]", b"!!python/object:os.system {}"]
)
def test_what_is_no_promise_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "test-courier.yml"
    path.write_bytes(raw)
    with pytest.raises(PluginError) as caught:
        read_promise(path)
    assert str(path) in str(caught.value)


def test_the_name_of_the_file_is_the_id(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="is not the name of the file"):
        read_promise(put(tmp_path, {}, "other.yml"))


def test_a_folder_of_ones_own_adds_and_replaces(tmp_path: Path) -> None:
    put(tmp_path, {})
    bundled = load_promises()
    name = next(iter(bundled))
    put(tmp_path, {"id": name}, f"{name}.yml")
    (tmp_path / "README.txt").write_text("no promise")
    own = load_promises(tmp_path)
    assert len(own) == len(bundled) + 1
    assert own["test-courier"] == Promise.model_validate(GOOD)
    assert own[name].publisher == "Test Courier"
    assert load_promises()[name] == bundled[name], "the bundled ones are unchanged"


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="no such folder"):
        load_promises(tmp_path / "none")
