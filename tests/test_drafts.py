"""A file stands under its name when it is whole, and not before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from detente.drafts import draft_of


def test_the_earlier_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("earlier", encoding="utf-8")
    path.chmod(0o640)
    with draft_of(path) as file:
        file.write("new")
        file.flush()
        assert path.read_text(encoding="utf-8") == "earlier"
    assert path.read_text(encoding="utf-8") == "new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_stopped_leaves_nothing(tmp_path: Path) -> None:
    def stopped() -> None:
        with draft_of(tmp_path / "out") as file:
            file.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert not list(tmp_path.iterdir())


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").touch()
    link = tmp_path / "link"
    link.symlink_to("there")
    with draft_of(link) as file:
        file.write("new")
    assert link.is_symlink()
    assert (tmp_path / "there").read_text(encoding="utf-8") == "new"


def test_a_device_is_written_to_itself() -> None:
    with draft_of(Path(os.devnull)) as file:
        file.write("new")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("place", ["absent/out", "."])
def test_a_place_that_takes_no_file_is_named(tmp_path: Path, place: str) -> None:
    with pytest.raises(OSError, match=r"absent|directory") as told, draft_of(tmp_path / place):
        pytest.fail("there is nothing to write to")
    assert told.value.filename == str(tmp_path / place)
