"""Markup to plain text, and bytes to text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, strategies as st

from detente.sources.decoding import charset, decoded, marked
from detente.sources.plain import MOST_ATTRIBUTES, one_line, overloaded, plain, tidy


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain words", "plain words"),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("Smith &amp; Sons", "Smith & Sons"),
        ("a&nbsp;b", "a b"),
        ("<p>One.</p><p>Two <b>and a</b> half.</p>", "One.\nTwo and a half."),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<script>x()</script>kept<style>p{}</style> too", "kept too"),
        ("<p>a<!-- no -->b<?php no ?>c</p>", "abc"),
        ("</div>tail", "tail"),
        ("<p>unclosed <b>bold", "unclosed bold"),
        ("", ""),
    ],
)
def test_what_a_reader_would_see(markup: str, text: str) -> None:
    assert plain(markup) == text


def test_control_characters_and_lone_surrogates_are_taken_out() -> None:
    assert tidy("a\x00b\x1b\ud800 c\x85d\r\ne \t f") == "ab? c\nd\ne f"
    assert one_line(" a\n\n b ") == "a b"


@pytest.mark.parametrize("piece", ["<div>", "<", "<a ", "&amp;", "<!--", "<script>", "</p>", '<a href="'])
def test_hostile_markup_ends_soon(piece: str) -> None:
    start = time.monotonic()
    plain(piece * 100_000)
    assert time.monotonic() - start < 3


@given(st.text())
def test_any_text_stays_valid(text: str) -> None:
    seen = plain(text)
    seen.encode("utf-8")
    assert seen == tidy(seen), "nothing is left to tidy"


@pytest.mark.parametrize(
    ("encoding", "head", "content_type"),
    [
        ("utf-8", "", ""),
        ("utf-8", "<meta charset=windows-1251>", "text/html; charset=windows-1251"),
        ("utf-8-sig", "", ""),
        ("utf-16", "", ""),
        ("windows-1251", "<meta charset='windows-1251'>", ""),
        ("windows-1251", "", "text/html; charset=cp1251"),
        ("koi8-r", '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', ""),
        ("windows-1251", "", ""),
        ("windows-1251", "<meta charset='no-such-encoding'>", ""),
    ],
)
def test_a_page_is_decoded(encoding: str, head: str, content_type: str) -> None:
    text = head + "Послы двух стран провели переговоры о контроле над вооружениями. " * 5
    assert decoded(text.encode(encoding), content_type) == text


def test_latin_1_is_read_as_browsers_do() -> None:
    assert decoded(b"\x93quoted\x94", "text/html; charset=iso-8859-1") == "“quoted”"
    assert charset("text/html; charset=US-ASCII") == "cp1252"


def test_an_escaped_encoding_is_not_taken_for_utf_8() -> None:
    raw = "<meta charset=iso-2022-jp>会談".encode("iso-2022-jp")
    assert decoded(raw).endswith("会談")


@pytest.mark.parametrize("name", ["zlib_codec", "undefined", "idna", "base64", "rot13", "unicode_escape"])
def test_odd_codecs_do_no_harm(name: str) -> None:
    raw = b"Talks went on for a third day. \xff" * 10
    assert "Talks went on for a third day." in decoded(raw, f"text/html; charset={name}")


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "text/html; charset=utf-16", "charset=hz", "charset=punycode"]),
)
def test_any_bytes_are_decoded(raw: bytes, content_type: str) -> None:
    assert isinstance(decoded(raw, content_type), str)
    assert marked(raw) in (None, "utf-8", "utf-16", "utf-32")


def attributes(number: int) -> str:
    return "<p " + " ".join(f'a{each}="<b {each}>"' for each in range(number)) + ">words</p>"


def test_tags_with_too_many_attributes_are_known() -> None:
    assert not overloaded(attributes(MOST_ATTRIBUTES))
    assert overloaded(attributes(MOST_ATTRIBUTES + 1))
    assert not overloaded(attributes(190) * 400)
    assert overloaded(attributes(2_000) * 101)


@pytest.mark.parametrize("part", ["<a ", "<a<b", "<b/z=", "<a x='", "<a x=\"<a y='", "<a ="])
def test_looking_for_attributes_takes_time_by_length_alone(part: str) -> None:
    began = time.process_time()
    overloaded(part * 100_000)
    assert time.process_time() - began < 3


def test_the_text_of_an_overloaded_piece_is_kept() -> None:
    assert plain(attributes(MOST_ATTRIBUTES + 1).replace("<b", "b").replace('>"', '"')) == "words"
