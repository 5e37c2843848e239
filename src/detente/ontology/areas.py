"""Issue areas: what a reader wants acts sorted by. The default is data/areas.yml; a user may bring another.

A taxonomy file holds `version` and `areas`, a mapping of ids to areas:

    version: "1"
    areas:
      fisheries:
        title: Fisheries
        counts: Quotas, patrols and seized boats.
        excludes: Sea borders as such.
        examples: [A coast guard brings in a trawler.]
        contexts: [natural_resource]
        keywords:
          en: {strong: [fishing quota], weak: [trawler]}

Keywords stand in lower case and dictionary form (Russian: nominative); a matcher compares lemmas.
One strong keyword names the area; a weak one only hints at it and needs another hint.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from detente.datafiles import checked, parse_yaml
from detente.errors import PluginError, of_reading
from detente.ontology._data import bundled
from detente.ontology.plover import ALL_CONTEXTS

DEFAULT = "areas.yml"


def _known_context(code: str) -> str:
    if code not in ALL_CONTEXTS:
        raise ValueError(f"{code!r} is no context; docs/codebook.md lists them")
    return code


def _lower(keyword: str) -> str:
    if keyword != keyword.lower() or keyword != " ".join(keyword.split()):
        raise ValueError(f"{keyword!r} must be in lower case with single spaces")
    return keyword


Text = Annotated[str, Field(min_length=1)]
Keyword = Annotated[str, Field(min_length=2), AfterValidator(_lower)]
Context = Annotated[str, AfterValidator(_known_context)]
AreaId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Lang = Annotated[str, Field(pattern=r"^[a-z]{2}$")]


class Keywords(BaseModel):
    """The keywords of one language; a plain list in the file means that all are strong."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    strong: tuple[Keyword, ...] = ()
    weak: tuple[Keyword, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _plain_list(cls, value: Any) -> Any:
        return {"strong": value} if isinstance(value, list) else value

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        both = [*self.strong, *self.weak]
        if twice := sorted({word for word in both if both.count(word) > 1}):
            raise ValueError(f"given twice: {', '.join(twice)}")
        return self


class Area(BaseModel):
    """One issue area: what counts and what does not, examples, contexts that imply it, keywords."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: AreaId
    title: Text
    counts: Text
    excludes: Text
    examples: tuple[Text, ...] = Field(min_length=1)
    contexts: tuple[Context, ...] = ()
    words: dict[Lang, Keywords] = Field(alias="keywords", default_factory=dict)

    @property
    def keywords(self) -> dict[str, list[str]]:
        """Return all keywords by language, the strong ones first."""
        return {lang: [*words.strong, *words.weak] for lang, words in self.words.items()}

    @property
    def strong(self) -> dict[str, list[str]]:
        """Return by language the keywords that name the area on their own."""
        return {lang: list(words.strong) for lang, words in self.words.items()}

    @property
    def weak(self) -> dict[str, list[str]]:
        """Return by language the keywords that only hint at the area."""
        return {lang: list(words.weak) for lang, words in self.words.items()}


class _Taxonomy(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    version: Text
    areas: dict[str, Area] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _name(cls, value: Any) -> Any:
        if not isinstance(value, dict) or not isinstance(value.get("areas"), dict):
            return value
        named = {
            name: {"id": name, **area} if isinstance(area, dict) else area
            for name, area in value["areas"].items()
        }
        return {**value, "areas": named}


def _read(text: str, where: str) -> dict[str, Area]:
    taxonomy: _Taxonomy = checked(_Taxonomy, parse_yaml(text, where), where)
    return taxonomy.areas


@cache
def _default() -> dict[str, Area]:
    return _read(bundled(DEFAULT), DEFAULT)


def load_areas(path: Path | None = None) -> dict[str, Area]:
    """Return the areas of the taxonomy file `path` by id, or of the bundled default.

    Raises PluginError naming the file and the field that does not fit.
    """
    if path is None:
        return dict(_default())
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PluginError(
            f"cannot be read: {of_reading(error)}", where=str(path), do="give a taxonomy file in UTF-8"
        ) from error
    return _read(text, str(path))


def areas_of_contexts(contexts: tuple[str, ...], areas: dict[str, Area] | None = None) -> tuple[str, ...]:
    """Return the ids of the areas that any of `contexts` implies, in the order of the taxonomy."""
    known = load_areas() if areas is None else areas
    return tuple(name for name, area in known.items() if set(area.contexts) & set(contexts))
