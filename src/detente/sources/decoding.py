"""Bytes to text: by byte order mark, by proof, by declaration, and only then by guess."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SMALL = 512 * 1024


def marked(raw: bytes) -> str | None:
    """Return the encoding that a byte order mark names, if there is one."""
    return next((name for mark, name in _MARKS if raw.startswith(mark)), None)


def charset(declaration: str) -> str:
    """Return the encoding that a Content-Type header or a meta tag names, "" if none or unknown.

    Latin-1 and ASCII are read as windows-1252, as every browser does (WHATWG Encoding Standard).
    """
    match = _CHARSET.search(declaration)
    try:
        name = codecs.lookup(match[1]).name if match else ""
        "".encode(name or "ascii")
    except (LookupError, UnicodeError):
        return ""
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def decoded(raw: bytes, content_type: str = "") -> str:
    """Return the text of a page in whatever encoding; what cannot be read becomes U+FFFD.

    Bytes that are valid UTF-8 are read as that, whatever is declared: by chance that hardly happens.
    """
    meta = raw[:4096].decode("latin-1")
    escaped = b"\x1b" in raw[:_SMALL]
    proven = "" if escaped and charset(meta) else "utf-8"
    for name in (marked(raw), proven, charset(content_type), charset(meta)):
        try:
            if name:
                return raw.decode(name).removeprefix("\ufeff")
        except (UnicodeError, LookupError):
            continue
    guess = charset_normalizer.from_bytes(raw[:_SMALL]).best()
    for name in (charset(content_type), charset(meta), guess.encoding if guess is not None else ""):
        try:
            if name:
                return raw.decode(name, "replace")
        except (UnicodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")
