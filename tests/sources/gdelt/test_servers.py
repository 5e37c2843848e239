"""The server's lists of files: what is in them, and lines that are broken."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.sources.gdelt.servers import newest_export, server_files

BASE = "http://data.gdeltproject.org/gdeltv2"
MD5 = "0123456789abcdef0123456789abcdef"


def test_lines_are_read() -> None:
    text = f"10 {MD5} {BASE}/20250318201500.export.CSV.zip\n20 {MD5} {BASE}/20250318201500.gkg.csv.zip\n"
    files, rejects = server_files(text)
    assert rejects == []
    assert [(file.table, file.size, file.md5) for file in files] == [("export", 10, MD5), ("gkg", 20, MD5)]
    assert files[0].at == dt.datetime(2025, 3, 18, 20, 15, tzinfo=dt.UTC)


def test_newest_export_is_found_whatever_the_order() -> None:
    names = ["20250318201500", "20250319000000", "20250318234500"]
    files, _ = server_files("\n".join(f"1 {MD5} {BASE}/{name}.export.CSV.zip" for name in names))
    newest = newest_export(files)
    assert newest
    assert newest.url == f"{BASE}/20250319000000.export.CSV.zip"
    assert newest_export([]) is None


@pytest.mark.parametrize(
    "bad",
    [
        "<html>503</html>",
        f"1 {MD5}",
        f"x {MD5} {BASE}/20250318201500.export.CSV.zip",
        f"1 {MD5[:-1]} {BASE}/20250318201500.export.CSV.zip",
        f"1 {MD5} {BASE}/20251318201500.export.CSV.zip",
        f"1 {MD5} ftp://x/20250318201500.export.CSV.zip",
    ],
)
def test_broken_line_is_named(bad: str) -> None:
    files, rejects = server_files(f"1 {MD5} {BASE}/20250318201500.export.CSV.zip\n{bad}\n", where="list")
    assert len(files) == 1
    assert [reject.where for reject in rejects] == ["list:2"]


def test_real_lists(shared: Path) -> None:
    folder = shared / "events" / "gdelt"
    files, rejects = server_files((folder / "lastupdate.txt").read_text(encoding="utf-8"))
    assert [file.table for file in files] == ["export", "mentions", "gkg"]
    assert rejects == []
    text = (folder / "v2_masterfilelist_english.txt").read_text(encoding="utf-8")
    files, rejects = server_files(text)
    assert len(files) + len(rejects) == sum(bool(line.strip()) for line in text.splitlines())
    assert len(rejects) <= len(files) / 100
