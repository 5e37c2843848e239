"""Lines of a file, with the wrong ones in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import BadInput
from detente.sources.lines import numbered_lines, open_lines


def read(path: Path, raw: bytes) -> list[bytes | str]:
    path.write_bytes(raw)
    with open_lines(path) as stream:
        found = [line for _, line in numbered_lines(stream, 1000)]
    return [line.what if isinstance(line, BadInput) else line for line in found]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_nul_spoils_its_line_alone(tmp_path: Path, at: int) -> None:
    lines = [b"one", b"two", b"three"]
    lines[at] = lines[at].replace(b"o", b"\0").replace(b"t", b"\0")
    found = read(tmp_path / "a", b"\n".join(lines))
    assert "NUL" in str(found.pop(at))
    assert found == [line for number, line in enumerate([b"one", b"two", b"three"]) if number != at]


def test_a_hole_of_nuls_before_good_lines_is_one_bad_line(tmp_path: Path) -> None:
    bad, good = read(tmp_path / "a", b"\0" * 900 + b"\n" + b"good\n")
    assert "NUL" in str(bad)
    assert good == b"good"


@pytest.mark.parametrize("raw", ["a\nb\n".encode("utf-16"), "a\nb\n".encode("utf-16-le"), b"\0\1\0" * 99])
def test_no_text_in_utf_8_is_refused_as_a_whole(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(BadInput, match="UTF-16"):
        read(tmp_path / "a", raw)
