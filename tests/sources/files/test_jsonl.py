"""Documents from JSON Lines, and everything that can be wrong with such a file."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import logging
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from detente.errors import BadInput
from detente.records import Document, Reject
from detente.sources.files.base import ReadContext
from detente.sources.files.jsonl import FORMAT, LONGEST_LINE

CONTEXT = ReadContext("file", lang="en", timezone="Europe/Moscow")


def write(folder: Path, *lines: object, name: str = "texts.jsonl") -> Path:
    path = folder / name
    raw = [
        line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines
    ]
    path.write_bytes(b"\n".join(raw) + b"\n")
    return path


def split(path: Path, context: ReadContext = CONTEXT) -> tuple[list[Document], list[Reject]]:
    items = list(FORMAT.read(path, context))
    documents = [item for item in items if isinstance(item, Document)]
    rejects = [item for item in items if isinstance(item, Reject)]
    assert len(documents) + len(rejects) == len(items)
    return documents, rejects


def test_all_fields_are_taken(tmp_path: Path) -> None:
    line = {
        "id": "a1",
        "title": "Talks in Oslo",
        "text": "Envoys\r\nmet.",
        "date": "2026-03-02T09:30:00+01:00",
        "lang": "en",
        "source": "Test Courier",
        "url": "https://news.example.org/1",
        "licence": "ignored",
    }
    (document,), rejects = split(write(tmp_path, line))
    assert rejects == []
    assert (document.external_id, document.title, document.text) == ("a1", "Talks in Oslo", "Envoys\nmet.")
    assert (document.lang, document.outlet, document.url) == (
        "en",
        "Test Courier",
        "https://news.example.org/1",
    )
    assert document.published_at == dt.datetime(2026, 3, 2, 8, 30, tzinfo=dt.UTC)
    assert (document.published_offset, document.source_id) == (60, "file")


def test_what_a_line_leaves_out_comes_from_the_context(tmp_path: Path) -> None:
    (document,), _ = split(write(tmp_path, {"title": "T", "text": None, "id": 7, "date": "2026-03-02"}))
    assert (document.lang, document.external_id, document.published_precision) == ("en", "7", "day")
    assert document.published_at == dt.datetime(2026, 3, 1, 21, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": "2026-03-02T09:30:00", "date": "1999-01-01"},
        {"datetime": "2026-03-02T09:30:00+03:00", "date": "1999-01-01"},
        {"date": "2026-03-02", "time": "09:30"},
        {"time": "2026-03-02T06:30:00Z"},
        {"date": 1772433000},
    ],
)
def test_the_finest_date_is_taken(tmp_path: Path, fields: dict[str, object]) -> None:
    (document,), rejects = split(write(tmp_path, {"text": "Words.", **fields}))
    assert rejects == []
    assert document.published_at == dt.datetime(2026, 3, 2, 6, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "date", ["yesterday", "2026-02-30", "03/04/2026", 5, True, ["2026-03-02"], "soon" * 100]
)
def test_a_wrong_date_is_rejected_loudly_and_its_document_kept(tmp_path: Path, date: object) -> None:
    documents, rejects = split(write(tmp_path, {"text": "One."}, {"text": "Two.", "date": date}))
    assert [document.text for document in documents] == ["One.", "Two."]
    assert documents[1].published_at is None
    (reject,) = rejects
    assert reject.where == "texts.jsonl:2"
    assert "is no date; the document is kept without one" in reject.reason
    assert len(reject.reason) < 200


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{not json}", "not readable as JSON"),
        (b'{"text": "cut', "not readable as JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'"a string"', "not a JSON object"),
        (b'{"title": "", "text": "  "}', "neither title nor text"),
        (b'{"id": "a"}', "neither title nor text"),
        (b'{"text": ["a", "b"]}', "text is no text"),
        (b'{"text": "a", "url": {"href": "x"}}', "url is no text"),
        ('{"text": "переговоры"}'.encode("cp1251"), "not UTF-8 (byte 11 of the line)"),
        (b'{"text": "' + b"\xff\xfe" * 20, "not UTF-8"),
        (b"[" * 200_000, "not readable as JSON"),
        (b'{"id": ' + b"9" * 9_000 + b', "text": "a"}', "not readable as JSON"),
        (b"\x89PNG\r", "not UTF-8"),
    ],
    ids=lambda value: repr(value[:20]) if isinstance(value, bytes) else "",
)
def test_a_wrong_line_is_named_and_the_rest_is_kept(tmp_path: Path, line: bytes, reason: str) -> None:
    path = write(tmp_path, {"text": "First."}, {"text": "Second."}, line, {"text": "Fourth."})
    documents, (reject,) = split(path)
    assert [document.text for document in documents] == ["First.", "Second.", "Fourth."]
    assert reject.where == "texts.jsonl:3"
    assert reason in reject.reason
    assert len(reject.raw) <= 200


def test_a_line_of_ten_megabytes_is_skipped_at_bounded_cost(tmp_path: Path) -> None:
    path = write(tmp_path, {"text": "Before."}, {"text": "word " * 2_100_000}, {"text": "After."})
    assert path.stat().st_size > 10_000_000
    start = time.monotonic()
    documents, (reject,) = split(path)
    assert time.monotonic() - start < 3
    assert [document.text for document in documents] == ["Before.", "After."]
    assert (reject.where, reject.reason) == (
        "texts.jsonl:2",
        f"the line is longer than {LONGEST_LINE:,} bytes",
    )


def test_a_long_last_line_without_an_end_is_skipped_too(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes(b'{"text": "Before."}\n{"text": "' + b"x" * (LONGEST_LINE + 5))
    documents, (reject,) = split(path)
    assert len(documents) == 1
    assert reject.where == "texts.jsonl:2"


def test_a_mark_blank_lines_and_windows_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "One."}\r\n\r\n  \n{"text": "Four."}')
    documents, rejects = split(path)
    assert [document.text for document in documents] == ["One.", "Four."]
    assert rejects == []


def test_line_numbers_count_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes(b'\n\n{"text": "Three."}\n\nnothing\n')
    assert split(path)[1][0].where == "texts.jsonl:5"


def test_a_gzip_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes(gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n', mtime=0))
    assert len(split(path)[0]) == 2


def test_a_cut_gzip_file_keeps_what_stood_before_the_cut(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "Report %d from the talks."}\n' % n for n in range(20_000))
    path = tmp_path / "texts.jsonl.gz"
    path.write_bytes(gzip.compress(lines, mtime=0)[:-20_000])
    documents, rejects = split(path)
    assert 1000 < len(documents) < 20_000
    assert "cannot be read from here on" in rejects[-1].reason
    assert rejects[-1].where.startswith("texts.jsonl.gz:")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"\n \n\n", "nothing but blank lines"),
        (gzip.compress(b"", mtime=0), "empty"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        ('{"text": "One."}'.encode("utf-16"), "UTF-16"),
        (b"\x1f\x8b\x08garbage", ""),
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_bad_input(tmp_path: Path, raw: bytes, reason: str) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes(raw)
    with pytest.raises(BadInput) as caught:
        list(FORMAT.read(path, CONTEXT))
    assert reason in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file_and_a_folder_are_bad_input(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(BadInput):
            list(FORMAT.read(path, CONTEXT))


def test_one_id_with_different_texts_keeps_both_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = [{"id": "a", "text": text} for text in ("First.", "Second.", "First.", "Third.")]
    with caplog.at_level(logging.WARNING):
        documents, rejects = split(write(tmp_path, *lines))
    assert len(documents) == 4
    assert len({document.document_id for document in documents}) == 3, "an exact copy has the same key"
    assert rejects == []
    assert "'a' on lines 1 and 2, and 1 more" in caplog.text


def test_the_same_file_gives_the_same_keys(tmp_path: Path) -> None:
    path = write(tmp_path, {"id": 1, "text": "One."}, {"id": 2, "text": "Two.", "url": "https://example.org"})
    assert split(path) == split(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(
            st.dictionaries(
                st.sampled_from(["id", "text", "title", "date", "time", "lang", "source", "url"]),
                st.one_of(
                    st.none(),
                    st.text(max_size=20),
                    st.integers(),
                    st.floats(),
                    st.booleans(),
                    st.lists(st.none()),
                ),
            ),
            max_size=5,
        ).map(lambda rows: "\n".join(json.dumps(row) for row in rows).encode()),
    )
)
def test_arbitrary_bytes_give_records_or_bad_input(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "any.jsonl"
    path.write_bytes(raw)
    try:
        documents, rejects = split(path)
    except BadInput:
        return
    for item in (*documents, *rejects):
        assert type(item).model_validate_json(item.model_dump_json()) == item


def test_the_stream_is_read_whole(shared: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = shared / "text" / "stream_2025_feb_may.jsonl.gz"
    with caplog.at_level(logging.WARNING):
        documents, rejects = split(path, ReadContext("stream"))
    assert rejects == []
    assert len(documents) == 2198
    assert len({document.document_id for document in documents}) == 2198, "colliding ids are kept apart"
    ids = [document.external_id for document in documents]
    assert len(set(ids)) < len(ids), "some ids do collide"
    assert "one id with different texts, all kept" in caplog.text
    assert {document.lang for document in documents} == {"en", "ru"}
    assert all(document.published_at is not None for document in documents)
