"""The landmarks: acts of the record by which relations turned, from a data file beside it.

They are chosen by hand; breaks that the numbers show are turning points (detente.analysis).
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from detente.record._files import read_list
from detente.records import Record


class Landmark(Record):
    """`act` is the id of an act of the record, `name` what it stands for, in a few words."""

    act: str
    name: str


@cache
def load_landmarks() -> tuple[Landmark, ...]:
    """Return the landmarks, oldest first; raises PluginError where the file does not fit."""
    return tuple(read_list(resources.files("detente.record") / "landmarks.yml", Landmark))
