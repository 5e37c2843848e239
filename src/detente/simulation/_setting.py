"""What is told of a simulated dyad before the dice fall: data files, checked when they are read."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from detente.datafiles import checked, parse_yaml
from detente.errors import PluginError, WrongUse
from detente.ontology.states import STATES

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
Week = Annotated[int, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hostility(_Part):
    """How the latent hostility of each side moves: AR(1) of the log intensity of conflict.

    `memory` is the weekly autocorrelation, `noise` the standard deviation of what is new in a week,
    `together` the correlation of what is new on the two sides.
    """

    memory: Annotated[float, Field(ge=0, le=1)] = 0.9
    noise: Annotated[float, Field(ge=0)] = 0.15
    together: Share = 0.5


class Acts(_Part):
    """Expected acts a week and direction at hostility 0, by class.

    `warmth_follows` is the change of log cooperation for one unit of hostility; `clumps` the variance of a
    gamma factor on the intensity of each week, side and class (0: none); `severity_drift` how far (0 to 1)
    the types move to the most severe ones of their class until the last week.
    """

    verbal_cooperation: Positive = 4.0
    material_cooperation: Positive = 1.0
    verbal_conflict: Positive = 5.0
    material_conflict: Positive = 2.0
    warmth_follows: float = -0.3
    clumps: Annotated[float, Field(ge=0)] = 0.0
    severity_drift: Share = 0.0


class Shift(_Part):
    """A lasting change of hostility from `week` on, in standard deviations of hostility (`sigma`) or logs.

    `until` ends it (a burst). `side` is 0 or 1 for one actor, None for both.
    """

    week: Week
    size: float
    unit: Literal["sigma", "log"] = "sigma"
    until: int | None = None
    side: Literal[0, 1] | None = None


class Reaction(_Part):
    """How many acts of conflict one act of conflict of the other side brings about, by weeks after it."""

    share: Annotated[float, Field(ge=0, lt=1)] = 0.0
    weeks: tuple[Share, ...] = (0.6, 0.3, 0.1)


class SourceSetting(_Part):
    """A source: `items` a week, and the `chance` that it tells of an act at that many items.

    `noise` is the standard deviation of its weekly log items, `growth` their growth in logs a year; it is
    seen from week `begin` to before `end`, and not in `outages` (pairs of weeks).
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    items: Positive = 100.0
    chance: Share = 0.4
    noise: Annotated[float, Field(ge=0)] = 0.15
    growth: float = 0.0
    begin: Week = 0
    end: int | None = None
    outages: tuple[tuple[int, int], ...] = ()


class Attention(_Part):
    """What sources do besides printing more or less in all.

    `follows` is the change of the log chance for one unit of hostility: a taste for conflict that leaves the
    number of items as it is.
    """

    follows: float = 0.0


class CoderSetting(_Part):
    """The coder: an act gets another class with chance `error`, none with `missed`.

    `invented` is the number of acts that are none, for one told act. `error_end` is the error of the last
    week where it drifts. `table` is the number of labelled acts in the published table of confusion, which
    is drawn at `table_error` (by default at the true error).
    """

    error: Share = 0.1
    missed: Share = 0.05
    invented: Annotated[float, Field(ge=0)] = 0.03
    error_end: Share | None = None
    table: Annotated[int, Field(ge=0)] = 400
    table_error: Share | None = None


class Delay(_Part):
    """Days from an act to its report: 0 with chance `same_day`, else geometric (1, 2 ...) with this `mean`.

    What is not yet published on the last day is not known, unless `complete`.
    """

    same_day: Share = 0.5
    mean: Annotated[float, Field(ge=1)] = 2.0
    complete: bool = False


class Setting(_Part):
    """A simulated dyad. `breaks` names in words the assumptions of the models that it breaks; () for none.

    `duplicates` is the chance that a further report of an act is not linked and stands as an act of its own.
    `gaps` are pairs of weeks (first, before which) in which no source was seen.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    title: str
    breaks: tuple[str, ...] = ()
    weeks: Annotated[int, Field(ge=20, le=2000)] = 260
    start: dt.date = dt.date(2019, 1, 7)
    states: tuple[str, str] = ("RUS", "USA")
    hostility: Hostility = Hostility()
    acts: Acts = Acts()
    shifts: tuple[Shift, ...] = ()
    reaction: Reaction = Reaction()
    sources: Annotated[tuple[SourceSetting, ...], Field(min_length=1)]
    attention: Attention = Attention()
    coder: CoderSetting = CoderSetting()
    duplicates: Share = 0.1
    delay: Delay = Delay()
    gaps: tuple[tuple[int, int], ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.start.weekday():
            raise ValueError("start is no Monday")
        if len(set(self.states)) != 2 or not set(self.states) <= set(STATES):
            raise ValueError("states are not two ISO 3166-1 alpha-3 codes")
        if len({source.id for source in self.sources}) < len(self.sources):
            raise ValueError("two sources have one id")
        return self


def load_setting(path: Path) -> Setting:
    """Return the setting of a YAML file.

    Raises WrongUse where it cannot be read, PluginError where it is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        what = "neither a bundled setting nor a file"
        do = "'detente simulate' lists the bundled ones; of your own give the path of a YAML file"
        raise WrongUse(what, where=str(path), do=do) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            getattr(error, "strerror", None) or str(error), where=str(path), do="check the file"
        ) from error
    return read_setting(text, str(path))


def read_setting(text: str, where: str) -> Setting:
    """Return the setting of a YAML text; raises PluginError naming `where` and the field that is wrong."""
    found: Setting = checked(Setting, parse_yaml(text, where), where)
    return found


@cache
def settings() -> dict[str, Setting]:
    """Return the bundled settings by id, sorted; raises PluginError for a file that does not fit."""
    folder = resources.files("detente.simulation") / "settings"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".yml")), key=lambda f: f.name)
    found = {}
    for file in files:
        each = read_setting(file.read_text(encoding="utf-8"), file.name)
        if f"{each.id}.yml" != file.name:
            raise PluginError("its id is not the file's name", where=file.name, do="rename one of them")
        found[each.id] = each
    return found
