"""The settings of one watch: a frozen object, read once from detente.toml and the environment.

Every setting can be overridden by an environment variable DETENTE_<SECTION>_<NAME>
(DETENTE_CODING_SANCTION_QUAD=3, DETENTE_WATCH_DYAD=CHN,USA).
"""

from __future__ import annotations

import errno
import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from detente.errors import SettingsError
from detente.ontology.states import STATES

FILE = "detente.toml"


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _number(value: object) -> object:
    return int(value) if isinstance(value, str) and value.strip().isdecimal() else value


def _known_pair(dyad: tuple[str, str]) -> tuple[str, str]:
    first, second = (code.upper() for code in dyad)
    for code in (first, second):
        if code not in STATES:
            raise ValueError(f"{code!r} is no ISO 3166-1 alpha-3 code of a state, such as RUS or USA")
    if first == second:
        raise ValueError("a dyad is two different states")
    return first, second


Dyad = Annotated[tuple[str, str], BeforeValidator(_split), AfterValidator(_known_pair)]
Quad = Annotated[Literal[3, 4], BeforeValidator(_number)]
Names = Annotated[tuple[str, ...], BeforeValidator(_split)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _no_switch(cls, value: object, told: ValidationInfo) -> object:
        if isinstance(value, bool) and cls.model_fields[told.field_name or ""].annotation is not bool:
            raise ValueError("true and false are no value of this setting")
        return value


class WatchSection(_Section):
    """Which two states, and whether the bundled record of this pair is part of the watch."""

    dyad: Dyad = ("RUS", "USA")
    record: bool = True
    areas: Path | None = None


class SourcesSection(_Section):
    """What `detente update` fetches, and how it presents itself."""

    feeds: Names = ("all",)
    promises: Path | None = None
    gdelt: bool = True
    gdelt_list: str = "http://data.gdeltproject.org/gdeltv2/lastupdate.txt"
    articles: bool = True
    contact: str = ""
    seconds_per_host: Annotated[float, Field(ge=0, le=3600)] = 2.0
    timeout: Annotated[float, Field(gt=0, le=600)] = 20.0


class CodingSection(_Section):
    """Choices of coding where the field's manuals leave one (docs/codebook.md)."""

    sanction_quad: Quad = 4
    coder: str = "bundled"


class BriefSection(_Section):
    """Who words the sentences of the brief (docs/receipts.md); "none" leaves them in our own words."""

    phrasing: str = "none"


class LlmSection(_Section):
    """The language model that `coding.coder` or `brief.phrasing` may name; keep its key out of the file."""

    address: str = ""
    model: str = ""
    key: SecretStr = SecretStr("")
    timeout: Annotated[float, Field(gt=0, le=3600)] = 60.0
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    cache: str = "llm_answers.sqlite"


class IndexSection(_Section):
    """What is assumed of the error rates of a coder, besides what was measured (docs/method.md).

    `coder_error` of the acts get another quad class, `coder_missed` are not seen, and for each act
    `coder_invented` others are none. The three are worth `coder_weight` labelled acts of each class. A copy
    that linking missed has another type or date with chance `copy_error`.
    """

    coder_error: Annotated[float, Field(ge=0, lt=1)] = 0.2
    coder_missed: Annotated[float, Field(ge=0, lt=1)] = 0.1
    coder_invented: Annotated[float, Field(ge=0, lt=1)] = 0.1
    coder_weight: Annotated[float, Field(gt=0, le=100_000)] = 25.0
    copy_error: Annotated[float, Field(ge=0, lt=1)] = 0.33


class Settings(_Section):
    """All settings of a watch; `folder` is where detente.toml stands."""

    folder: Path
    watch: WatchSection = WatchSection()
    sources: SourcesSection = SourcesSection()
    coding: CodingSection = CodingSection()
    index: IndexSection = IndexSection()
    brief: BriefSection = BriefSection()
    llm: LlmSection = LlmSection()

    @property
    def data(self) -> Path:
        """The folder of the store."""
        return self.folder / "data"

    @classmethod
    def load(cls, folder: Path, environ: Mapping[str, str] | None = None) -> Self:
        """Return the settings of the watch in `folder`.

        Raises SettingsError where there is no detente.toml, it cannot be read, or a value does not fit.
        """
        values = _from_file(folder / FILE)
        if "folder" in values:
            what = "folder: there is no such setting"
            raise SettingsError(what, where=str(folder / FILE), do="docs/guide.md lists the settings")
        return cls.of(values, folder, environ)

    @classmethod
    def load_if_there(cls, folder: Path, environ: Mapping[str, str] | None = None) -> Self:
        """Return the settings of the watch in `folder`, or the defaults where there is none.

        Raises SettingsError where detente.toml cannot be read, or a value does not fit.
        """
        there = os.path.lexists(folder / FILE)  # a broken link is a watch that cannot be read
        return cls.load(folder, environ) if there else cls.of({}, folder, environ)

    @classmethod
    def of(cls, values: dict[str, Any], folder: Path, environ: Mapping[str, str] | None = None) -> Self:
        """Return the settings in `values`, by section; raises SettingsError where one does not fit."""
        overridden = _override(values, os.environ if environ is None else environ)
        try:
            return cls.model_validate({**values, "folder": folder})
        except ValidationError as error:
            fault = error.errors()[0]
            where = overridden.get(fault["loc"][:2], str(folder / FILE))
            raise SettingsError(_unfit(fault), where=where, do="docs/guide.md lists the settings") from error


def _unfit(fault: Mapping[str, Any]) -> str:
    """Return which setting does not fit, and why, in the words of a reader of detente.toml."""
    field = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"{field}: there is no such setting"
    if fault["type"] == "model_type":
        return f"{field}: this is a section, to be written as [{field}] with its settings below"
    return f"{field}: {fault['msg'].removeprefix('Value error, ')}"


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # some editors write a mark first
    except FileNotFoundError:
        raise SettingsError(
            "there is no watch here",
            where=str(path.parent),
            do="make one with 'detente init', or name its folder with --watch",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"not readable as TOML: {error}", where=str(path), do="mend the file") from error
    except RecursionError:
        raise SettingsError("nested too deeply", where=str(path), do="mend the file") from None
    except OSError as error:
        raise SettingsError(error.strerror or str(error), where=str(path), do="check the path") from error


def _override(values: dict[str, Any], environ: Mapping[str, str]) -> dict[tuple[int | str, ...], str]:
    """Put what the environment says into `values`; return the variable of each setting (section, name)."""
    told: dict[tuple[int | str, ...], str] = {}
    sections: dict[str, type[_Section]] = {
        "watch": WatchSection,
        "sources": SourcesSection,
        "coding": CodingSection,
        "index": IndexSection,
        "brief": BriefSection,
        "llm": LlmSection,
    }
    for section, model in sections.items():
        for name in model.model_fields:
            variable = f"DETENTE_{section}_{name}".upper()
            given = environ.get(variable)
            if given is not None and isinstance(values.setdefault(section, {}), dict):
                values[section][name] = given
                told[section, name] = variable
    return told


TEMPLATE = """\
# A detente watch. Every setting is explained in docs/guide.md.

[watch]
dyad = ["{first}", "{second}"]   # any two ISO 3166-1 alpha-3 codes
record = {record}              # take in the bundled record of acts (Russia-United States only)

[sources]
feeds = ["all"]            # or the ids that 'detente sources' lists
gdelt = true               # the newest GDELT 2.0 export files
articles = true            # fetch the pages behind feed items that name both states
contact = ""               # an address for the sites you fetch from; sent in the user agent
seconds_per_host = 2.0     # at most one request in so many seconds to one host

[coding]
sanction_quad = 4          # SANCTION as material (4) or verbal (3) conflict: docs/codebook.md

[index]
coder_error = 0.2          # assumed of coders beside what was measured: docs/method.md
"""


def planned(folder: Path, dyad: tuple[str, str], *, record: bool) -> Settings:
    """Make the folder of a watch to be, and return the settings that the watch will have.

    Raises SettingsError where the codes are no two states, a watch is there already, or no folder can be.
    """
    text, path = _template(dyad, record), folder / FILE
    with _writing(path):
        _made(folder)
        if path.exists():
            raise FileExistsError
    return Settings.of(tomllib.loads(text), folder)


def write_template(folder: Path, dyad: tuple[str, str], *, record: bool) -> Path:
    """Write the detente.toml that makes a folder a watch, and return its path.

    Raises SettingsError where the codes are no two states, a watch is there already, or no folder can be.
    """
    text, path = _template(dyad, record), folder / FILE
    with _writing(path):
        _made(folder)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    return path


def _made(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "a file of this name stands in the way", str(folder))
    folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise SettingsError(
            "there is a watch here already", where=str(path), do="use it, or choose a folder"
        ) from None
    except OSError as error:
        raise SettingsError(error.strerror or str(error), where=str(path), do="check the path") from error


def _template(dyad: tuple[str, str], record: bool) -> str:
    try:
        first, second = _known_pair(dyad)
    except ValueError as error:
        raise SettingsError(str(error), where="--dyad", do="give two codes such as RUS,USA") from error
    return TEMPLATE.format(first=first, second=second, record=str(record).lower())
