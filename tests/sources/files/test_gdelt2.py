"""GDELT 2.0 exports: which rows become mentions, what is folded, and what a broken file gives."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from detente.errors import BadInput
from detente.ontology.areas import load_areas
from detente.records import Exposure, Mention, Modality, Precision, Reject
from detente.sources.files.base import ReadContext
from detente.sources.files.gdelt2 import FORMAT, read
from detente.sources.gdelt.rules import layout

CONTEXT = ReadContext(source_id="gdelt2", dyad=("RUS", "USA"))
ADDED = "20250318201500"


def row(number: int = 1, a: str = "RUS", b: str = "USA", code: str = "112", **cells: str) -> str:
    """Return a line with the sides' state codes, the CAMEO code and `cells` by column."""
    told = dict.fromkeys(layout().columns, "")
    told |= {
        "GLOBALEVENTID": str(1_200_000_000 + number),
        "SQLDATE": "20250318",
        "Actor1Code": a,
        "Actor1Name": {"RUS": "RUSSIA", "USA": "UNITED STATES"}.get(a, a),
        "Actor1CountryCode": a,
        "Actor2Code": b,
        "Actor2Name": {"RUS": "RUSSIA", "USA": "UNITED STATES"}.get(b, b),
        "Actor2CountryCode": b,
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "GoldsteinScale": "-2.0",
        "NumMentions": "40",
        "ActionGeo_Fullname": "Moscow, Moskva, Russia",
        "ActionGeo_CountryCode": "RS",
        "DATEADDED": ADDED,
        "SOURCEURL": f"https://www.news.example/{number}",
    }
    assert set(cells) <= set(told)
    return "\t".join({**told, **cells}.values())


def written(folder: Path, lines: Sequence[str], name: str = "20250318201500.export.CSV") -> Path:
    """Write `lines` into a file of `folder` and return its path."""
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def mentions(path: Path, context: ReadContext = CONTEXT) -> list[Mention]:
    """Return the mentions of a file."""
    return [item for item in read(path, context) if isinstance(item, Mention)]


def exposure(path: Path, context: ReadContext = CONTEXT) -> dict[str, tuple[int, int]]:
    """Return {state: (seen, kept)} of a file whose rows are all of one day."""
    found = [item for item in read(path, context) if isinstance(item, Exposure)]
    assert len({item.day for item in found}) == 1
    return {item.state: (item.n_seen, item.n_kept) for item in found}


def rejects(path: Path, context: ReadContext = CONTEXT) -> list[Reject]:
    """Return the rejects of a file."""
    return [item for item in read(path, context) if isinstance(item, Reject)]


def test_contexts_are_sorted_into_the_areas_that_the_reader_is_given(tmp_path: Path) -> None:
    path = written(tmp_path, [row(code="1122")])
    (found,) = mentions(path)
    assert (found.contexts, found.areas) == (("human_rights",), ("human_rights",))
    own = {"law": load_areas()["human_rights"].model_copy(update={"id": "law"})}
    assert mentions(path, replace(CONTEXT, taxonomy=own))[0].areas == ("law",)
    assert mentions(path, replace(CONTEXT, taxonomy={}))[0].areas == ()


def test_row_becomes_a_mention(tmp_path: Path) -> None:
    (found,) = mentions(written(tmp_path, [row(Actor1Type1Code="GOV")]))
    assert (found.event_type, found.mode, found.quad_class, found.score) == ("ACCUSE", "allege", 3, -3.5)
    assert found.direction == "RUS>USA"
    assert [(side.text, side.code, side.sector) for side in found.actor] == [("RUSSIA", "RUS", "GOV")]
    assert [(side.text, side.code) for side in found.recipient] == [("UNITED STATES", "USA")]
    assert (found.event_date, found.date_precision) == (dt.date(2025, 3, 18), Precision.DAY)
    assert found.available_at == dt.datetime(2025, 3, 18, 20, 15, tzinfo=dt.UTC)
    assert found.published_at is None
    assert found.source_code
    assert (found.source_code.scheme, found.source_code.code, found.source_code.score) == (
        "CAMEO",
        "112",
        -2.0,
    )
    assert (found.outlet, found.url) == ("news.example", "https://www.news.example/1")
    assert found.external_event_id == "1200000001"
    assert found.summary == "Russia accused United States"


def test_codes_keep_their_leading_zeros(tmp_path: Path) -> None:
    (found,) = mentions(written(tmp_path, [row(code="042")]))
    assert found.source_code
    assert found.source_code.code == "042"
    assert (found.event_type, found.mode) == ("CONSULT", "visit")


def test_only_rows_between_the_two_states_become_mentions(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        [
            row(1),
            row(2, a="USA", b="RUS"),
            row(3, b="CHN"),
            row(4, b="RUS"),
            row(5, b=""),
            row(6, code="010"),
        ],
    )
    assert [found.direction for found in mentions(path)] == ["RUS>USA", "USA>RUS"]
    assert exposure(path) == {"all": (6, 2), "RUS": (6, 2), "USA": (3, 2)}


def test_without_a_dyad_all_pairs_of_states_are_kept(tmp_path: Path) -> None:
    path = written(tmp_path, [row(1), row(2, b="CHN"), row(3, a="ROM", b="CHN"), row(4, b="RUS")])
    context = ReadContext(source_id="gdelt2")
    assert [found.direction for found in mentions(path, context)] == ["RUS>USA", "RUS>CHN", "ROU>CHN"]
    assert exposure(path, context)["ROU"] == (1, 1)


def test_geography_is_fips_where_actors_are_cameo(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        [
            row(1, code="190"),  # RS is Russia
            row(2, code="190", ActionGeo_CountryCode="SY", ActionGeo_Fullname="Aleppo, Syria"),
            row(3, code="112", ActionGeo_CountryCode="SY"),
            row(4, code="190", ActionGeo_CountryCode="RI"),  # RI is Serbia
        ],
    )
    assert [found.arena for found in mentions(path)] == [None, "SYR", None, "SRB"]


@pytest.mark.parametrize(
    ("added", "precision", "modality"),
    [
        ("20250318", Precision.DAY, Modality.ACTUAL),
        ("20250319", Precision.DAY, Modality.ACTUAL),
        ("20250325", Precision.WEEK, Modality.ACTUAL),
        ("20250417", Precision.MONTH, Modality.HISTORICAL),
        ("20260318", Precision.YEAR, Modality.HISTORICAL),
        ("20250501", Precision.DAY, Modality.HISTORICAL),
    ],
)
def test_lag_tells_how_exact_a_date_is(
    tmp_path: Path, added: str, precision: Precision, modality: Modality
) -> None:
    (found,) = mentions(written(tmp_path, [row(DATEADDED=f"{added}001500")]))
    assert (found.event_date, found.date_precision, found.modality) == (
        dt.date(2025, 3, 18),
        precision,
        modality,
    )


@pytest.mark.parametrize(("one", "other"), [("041", "041"), ("042", "043"), ("040", "040"), ("062", "062")])
def test_mirrored_rows_are_one_joint_act(tmp_path: Path, one: str, other: str) -> None:
    same = {"SOURCEURL": "https://news.example/call"}
    path = written(tmp_path, [row(1, code=one, **same), row(2, a="USA", b="RUS", code=other, **same)])
    (found,) = mentions(path)
    assert found.direction == "RUS-USA"
    assert [side.code for side in found.actor] == ["RUS", "USA"]
    assert found.recipient == ()
    kept = exposure(path)["all"][1]
    assert kept - len(mentions(path)) == 1, "the rows folded can be told from the exposure"


def test_rows_of_other_reports_days_or_kinds_are_no_mirror(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        [
            row(1, code="062"),
            row(2, a="USA", b="RUS", code="062"),
            row(3, a="USA", b="RUS", code="062", SOURCEURL="https://www.news.example/1", SQLDATE="20250317"),
            row(4, a="USA", b="RUS", code="061", SOURCEURL="https://www.news.example/1"),
        ],
    )
    assert len(mentions(path)) == 4


def test_meeting_is_joint_whoever_travels(tmp_path: Path) -> None:
    found = mentions(written(tmp_path, [row(1, code="042"), row(2, a="USA", b="RUS", code="043")]))
    assert {each.direction for each in found} == {"RUS-USA"}
    assert len({(each.event_type, each.mode, each.score) for each in found}) == 1


def test_three_rows_fold_into_one_pair_and_a_rest(tmp_path: Path) -> None:
    same = {"SOURCEURL": "https://news.example/call"}
    lines = [
        row(1, code="041", **same),
        row(2, a="USA", b="RUS", code="041", **same),
        row(3, code="041", Actor1Code="RUSGOV", **same),
    ]
    there = mentions(written(tmp_path, lines))
    back = mentions(written(tmp_path, lines[::-1], "back.csv"))
    assert len(there) == 2
    assert {each.mention_id for each in there} == {each.mention_id for each in back}


def test_same_file_twice_and_zipped_gives_the_same_keys(tmp_path: Path) -> None:
    path = written(tmp_path, [row(1), row(2, code="041")])
    packed = tmp_path / "copy.CSV.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    assert list(read(path, CONTEXT)) == list(read(packed, CONTEXT)) == list(read(path, CONTEXT))


def test_repeated_row_counts_once(tmp_path: Path) -> None:
    path = written(tmp_path, [row(1), row(1)])
    assert len(mentions(path)) == 1
    assert exposure(path)["all"] == (1, 1)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("a\tb\tc", "3 columns"),
        ("\t".join(["1"] * 58), "GDELT 1.0"),
        ("\t".join(["1"] * 57), "GDELT 1.0"),
        ("\t".join(["1"] * 16), "mentions table"),
        (row(9, SQLDATE="20250230"), "SQLDATE '20250230'"),
        (row(9, SQLDATE="2025-02-03"), "SQLDATE"),
        (row(9, DATEADDED="20250318"), "DATEADDED"),
        (row(9, GoldsteinScale="cold"), "GoldsteinScale"),
        (row(9, GoldsteinScale="nan"), "GoldsteinScale"),
        (row(9, GLOBALEVENTID="x"), "GLOBALEVENTID"),
        (row(9, EventCode="---"), "EventCode"),
        (row(9, EventCode="999"), "999"),
    ],
)
def test_bad_line_is_named_and_the_rest_kept(tmp_path: Path, bad: str, reason: str) -> None:
    path = written(tmp_path, [row(1), bad, row(2)])
    (reject,) = rejects(path)
    assert reject.where == f"{path}:2"
    assert reason in reject.reason
    assert len(mentions(path)) == 2


def test_wrong_encoding_is_named_and_the_rest_kept(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    lines = [row(1).encode(), row(2, Actor1Name="MALMÖ").encode("latin-1"), row(3).encode()]
    path.write_bytes(b"\r\n".join(lines))
    (reject,) = rejects(path)
    assert reject.where == f"{path}:2"
    assert "UTF-8" in reject.reason
    assert len(mentions(path)) == 2


def test_endless_line_is_named_and_the_rest_kept(tmp_path: Path) -> None:
    path = written(tmp_path, [row(1), "x" * 10_000_000, row(2)])
    (reject,) = rejects(path)
    assert reject.where == f"{path}:2"
    assert "longer" in reject.reason
    assert len(mentions(path)) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"\x00\x01\x02" * 900, "binary"),
        (b"PK\x03\x04 and then nothing", "zip"),
        ("\n".join("\t".join(["1"] * 58) for _ in range(90)).encode(), "GDELT 1.0"),
        ("a\tb\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_file_without_a_row_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=reason) as caught:
        list(read(path, CONTEXT))
    assert str(path) in caught.value.where


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        list(read(tmp_path / "none.csv", CONTEXT))


def test_truncated_zip_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, [row(number) for number in range(300)])
    packed = tmp_path / "whole.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(packed.read_bytes()[:-200])
    with pytest.raises(BadInput, match="zip"):
        list(read(cut, CONTEXT))


def test_damaged_zip_keeps_the_rows_before(tmp_path: Path) -> None:
    path = written(tmp_path, [row(number) for number in range(3000)])
    packed = tmp_path / "whole.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.write(path, path.name)
    content = bytearray(packed.read_bytes())
    content[-400] ^= 1  # within the last row: the checksum no longer fits
    packed.write_bytes(bytes(content))
    assert len(mentions(packed)) > 1000
    assert "damaged" in rejects(packed)[-1].reason
    assert exposure(packed)["all"][0] > 1000


def test_zip_of_two_tables_is_refused(tmp_path: Path) -> None:
    packed = tmp_path / "two.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", row(1))
        archive.writestr("b.csv", row(2))
    with pytest.raises(BadInput, match=r"2 \.csv files"):
        list(read(packed, CONTEXT))


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("20190121220000.export.CSV", 1629),
        ("20190121220000.export.CSV.zip", 1629),
        ("20191024143000.export.CSV", 2111),
        ("20151027_mixed_events.csv", 2116),
    ],
)
def test_real_exports_are_read_whole(shared: Path, name: str, rows: int) -> None:
    path = shared / "events" / "gdelt" / name
    items = list(read(path, ReadContext(source_id="gdelt2")))
    assert [item for item in items if isinstance(item, Reject)] == []
    seen = [item for item in items if isinstance(item, Exposure) and item.state == "all"]
    assert sum(item.n_seen for item in seen) == rows
    found = [item for item in items if isinstance(item, Mention)]
    assert len(found) > 100
    assert sum(item.n_kept for item in seen) >= len(found)
    assert all(item.direction and item.event_type and item.available_at for item in found)


def test_real_older_layout_is_named(shared: Path) -> None:
    path = shared / "events" / "gdelt" / "gdelt1_mixed_710.tsv"
    with pytest.raises(BadInput, match=r"GDELT 1\.0"):
        list(read(path, CONTEXT))


def test_format_is_offered_by_its_name() -> None:
    assert FORMAT.name == "gdelt2"
    assert FORMAT.read is read
