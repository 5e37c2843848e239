"""The acts of the record by which relations turned, from a data file beside it."""

from __future__ import annotations

from functools import cache
from importlib import resources

from detente.record._files import read_list
from detente.records import Record


class Turn(Record):
    """`act` is the id of an act of the record, `turn` what it stands for, in a few words."""

    act: str
    turn: str


@cache
def load_turns() -> tuple[Turn, ...]:
    """Return the turns, oldest first; raises PluginError where the file does not fit."""
    return tuple(read_list(resources.files("detente.record") / "turning_points.yml", Turn))
