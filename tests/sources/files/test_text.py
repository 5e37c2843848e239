"""A text file, and a saved page, as one document."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import BadInput
from detente.records import Document
from detente.sources.files import html, text
from detente.sources.files.base import FileFormat, ReadContext
from detente.sources.pages import LARGEST_PAGE

CONTEXT = ReadContext("mine", lang="en")
PAGE = (
    "<!doctype html><html><head><title>Envoys meet</title><meta charset={charset}>"
    "<link rel='canonical' href='https://news.example.org/1'>"
    "<meta property='article:published_time' content='2026-03-02T09:30:00Z'></head><body><article>"
    + "<p>Представители двух государств встретились в Осло и говорили о проверках объектов.</p>" * 4
    + "<script>alert('no')</script></article></body></html>"
)


def one(layout: FileFormat, path: Path) -> Document:
    (item,) = layout.read(path, CONTEXT)
    assert isinstance(item, Document)
    return item


def put(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def test_a_text_file_is_one_document(tmp_path: Path) -> None:
    document = one(text.FORMAT, put(tmp_path, "note.txt", b"# Not a heading here\r\n\r\nSecond  line.\n"))
    assert (document.title, document.text) == ("", "# Not a heading here\nSecond line.")
    assert (document.external_id, document.source_id, document.lang) == ("note.txt", "mine", "en")
    assert document.published_at is None


def test_a_markdown_heading_is_the_title(tmp_path: Path) -> None:
    document = one(
        text.FORMAT, put(tmp_path, "note.md", "\ufeff\n# Talks in Oslo #\n\nEnvoys met.\n".encode())
    )
    assert (document.title, document.text) == ("Talks in Oslo", "Envoys met.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_in_unicode(tmp_path: Path, encoding: str) -> None:
    assert one(text.FORMAT, put(tmp_path, "a.txt", "Переговоры".encode(encoding))).text == "Переговоры"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x00\x01" * 50, "binary"),
        (
            "Переговоры о контроле над вооружениями прошли в Осло".encode("cp1251"),
            "not in UTF-8, it looks like",
        ),
        (b"caf\xe9", "not in UTF-8 (convert it"),
        (b"x" * (text.LARGEST + 1), "larger than"),
    ],
    ids=["nothing", "blank", "binary", "other encoding", "too short to guess", "too large"],
)
def test_a_text_that_cannot_be_read_safely_is_refused(tmp_path: Path, raw: bytes, reason: str) -> None:
    path = put(tmp_path, "a.txt", raw)
    with pytest.raises(BadInput) as caught:
        list(text.FORMAT.read(path, CONTEXT))
    assert reason in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
def test_a_saved_page_is_one_document(tmp_path: Path, charset: str) -> None:
    document = one(html.FORMAT, put(tmp_path, "a.html", PAGE.replace("{charset}", charset).encode(charset)))
    assert document.title == "Envoys meet"
    assert "встретились в Осло" in document.text
    assert "alert" not in document.text
    assert (document.url, document.external_id) == ("https://news.example.org/1", "a.html")
    assert document.published_at is not None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"<html><body><script>x()</script></body></html>", "no article text"),
        (b"<html>" + b" " * LARGEST_PAGE, "larger than"),
    ],
    ids=["nothing", "no article", "too large"],
)
def test_a_page_that_holds_no_article_is_refused(tmp_path: Path, raw: bytes, reason: str) -> None:
    path = put(tmp_path, "a.html", raw)
    with pytest.raises(BadInput) as caught:
        list(html.FORMAT.read(path, CONTEXT))
    assert reason in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    for layout in (text.FORMAT, html.FORMAT):
        with pytest.raises(BadInput):
            list(layout.read(tmp_path / "none", CONTEXT))
