"""Settings: defaults, the file, the environment over the file, and clear errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from detente.errors import SettingsError
from detente.settings import FILE, Settings, write_template


def written(folder: Path, text: str) -> Path:
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def test_template_gives_the_defaults(tmp_path: Path) -> None:
    path = write_template(tmp_path / "new" / "watch", ("RUS", "USA"), record=True)
    loaded = Settings.load(path.parent, {})
    assert loaded == Settings(folder=path.parent)
    assert loaded.data == path.parent / "data"


def test_template_takes_any_two_states(tmp_path: Path) -> None:
    write_template(tmp_path, ("chn", "IND"), record=False)
    loaded = Settings.load(tmp_path, {}).watch
    assert (loaded.dyad, loaded.record) == (("CHN", "IND"), False)


@pytest.mark.parametrize("dyad", [("RUS", "RUS"), ("RUS", "XXX"), ("", "USA"), ("RU", "US")])
def test_template_refuses_what_is_no_pair(tmp_path: Path, dyad: tuple[str, str]) -> None:
    with pytest.raises(SettingsError) as caught:
        write_template(tmp_path, dyad, record=True)
    assert caught.value.where == "--dyad"
    assert not (tmp_path / FILE).exists()


def test_template_overwrites_nothing(tmp_path: Path) -> None:
    written(tmp_path, "# mine\n")
    with pytest.raises(SettingsError, match="a watch here already"):
        write_template(tmp_path, ("RUS", "USA"), record=True)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "# mine\n"


def test_template_into_a_path_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError) as caught:
        write_template(tmp_path / "file" / "watch", ("RUS", "USA"), record=True)
    assert caught.value.do == "check the path"


def test_file_settings_are_read(tmp_path: Path) -> None:
    text = '[watch]\ndyad = ["IND", "PAK"]\n[sources]\nfeeds = ["bbc"]\ntimeout = 5\n'
    text += "[coding]\nsanction_quad = 3\n"
    loaded = Settings.load(written(tmp_path, text), {})
    assert loaded.watch.dyad == ("IND", "PAK")
    assert (loaded.sources.feeds, loaded.sources.timeout) == (("bbc",), 5.0)
    assert loaded.coding.sanction_quad == 3


def test_environment_goes_over_the_file(tmp_path: Path) -> None:
    folder = written(tmp_path, '[watch]\ndyad = ["IND", "PAK"]\n')
    loaded = Settings.load(
        folder,
        {
            "DETENTE_WATCH_DYAD": "CHN, USA",
            "DETENTE_SOURCES_GDELT": "false",
            "DETENTE_SOURCES_FEEDS": "a,b",
            "DETENTE_SOURCES_SECONDS_PER_HOST": "0.5",
            "OTHER": "x",
        },
    )
    assert loaded.watch.dyad == ("CHN", "USA")
    assert loaded.sources.gdelt is False
    assert loaded.sources.feeds == ("a", "b")
    assert loaded.sources.seconds_per_host == 0.5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[watch]\ndyad = ['RUS']\n", "watch.dyad"),
        ("[watch]\ndyad = ['RUS', 'ZZZ']\n", "no ISO 3166-1 alpha-3 code"),
        ("[watch]\nrecrod = true\n", "watch.recrod"),
        ("[sources]\ntimeout = 0\n", "sources.timeout"),
        ("[sources]\nseconds_per_host = -1\n", "sources.seconds_per_host"),
        ("[coding]\nsanction_quad = 5\n", "coding.sanction_quad"),
        ("[nonsense]\n", "nonsense"),
        ("watch = 3\n", "watch"),
        ("[watch\n", "not readable as TOML"),
        ("[watch]\nfoo = 1\n", r"watch\.foo: there is no such setting"),
        ('folder = "/etc"\n', "folder: there is no such setting"),
        ("[sources]\ntimeout = true\n", r"sources\.timeout: true and false are no value"),
        ("[llm]\nattempts = true\n", r"llm\.attempts: true and false are no value"),
        ("sources = 1\n", r"written as \[sources\]"),
        (f"a = {'[' * 5000}", "nested too deeply"),
    ],
)
def test_a_wrong_file_is_named_with_its_setting(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words) as caught:
        Settings.load(written(tmp_path, text), {})
    assert caught.value.where == str(tmp_path / FILE)
    assert caught.value.do


def test_a_wrong_environment_variable_is_an_error_too(tmp_path: Path) -> None:
    folder = written(tmp_path, "")
    with pytest.raises(SettingsError, match=r"coding\.sanction_quad") as caught:
        Settings.load(folder, {"DETENTE_CODING_SANCTION_QUAD": "7"})
    assert caught.value.where == "DETENTE_CODING_SANCTION_QUAD"
    with pytest.raises(SettingsError, match="ZZZ") as caught:
        Settings.load(folder, {"DETENTE_WATCH_DYAD": "RUS,ZZZ", "DETENTE_CODING_CODER": "rules"})
    assert caught.value.where == "DETENTE_WATCH_DYAD"


def test_environment_over_a_section_that_is_no_section(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="watch"):
        Settings.load(written(tmp_path, "watch = 3\n"), {"DETENTE_WATCH_RECORD": "false"})


def test_sanction_quad_from_the_environment(tmp_path: Path) -> None:
    loaded = Settings.load(written(tmp_path, ""), {"DETENTE_CODING_SANCTION_QUAD": "3"})
    assert loaded.coding.sanction_quad == 3


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes("# счёт".encode("cp1251"))
    with pytest.raises(SettingsError, match="not readable as TOML"):
        Settings.load(tmp_path, {})


def test_no_watch_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="detente init"):
        Settings.load(tmp_path, {})


def test_settings_are_frozen(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        Settings(folder=tmp_path).folder = tmp_path


def test_without_a_watch_the_defaults_hold_and_the_environment_goes_over_them(tmp_path: Path) -> None:
    assert Settings.load_if_there(tmp_path, {}).coding.coder == "bundled"
    found = Settings.load_if_there(tmp_path, {"DETENTE_CODING_CODER": "llm", "DETENTE_LLM_ATTEMPTS": "5"})
    assert (found.folder, found.coding.coder, found.llm.attempts) == (tmp_path, "llm", 5)
    with pytest.raises(SettingsError, match=r"llm\.timeout"):
        Settings.load_if_there(tmp_path, {"DETENTE_LLM_TIMEOUT": "0"})


def test_where_there_is_a_watch_its_settings_hold(tmp_path: Path) -> None:
    written(tmp_path, '[coding]\ncoder = "rules"\n')
    assert Settings.load_if_there(tmp_path, {}).coding.coder == "rules"
    written(tmp_path, "[coding]\ncoder = 3\n")
    with pytest.raises(SettingsError, match=r"coding\.coder"):
        Settings.load_if_there(tmp_path, {})


def test_a_mark_before_the_first_line_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('[watch]\ndyad = ["IND", "PAK"]\n', encoding="utf-8-sig")
    assert Settings.load(tmp_path, {}).watch.dyad == ("IND", "PAK")


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="stands in the way"):
        write_template(tmp_path / "file", ("RUS", "USA"), record=True)


def test_a_link_to_nowhere_is_no_default(tmp_path: Path) -> None:
    (tmp_path / FILE).symlink_to(tmp_path / FILE)
    with pytest.raises(SettingsError):
        Settings.load_if_there(tmp_path, {})
