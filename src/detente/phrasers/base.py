"""What a phraser offers to be chosen by the setting `brief.phrasing`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.outputs.brief.wording import Phraser
from detente.settings import Settings


@dataclass(frozen=True, slots=True)
class PhraserKind:
    """One phraser: its name, one line on it, and how it is made; None leaves all sentences as they are.

    `make` raises SettingsError where its settings are not complete.
    """

    name: str
    description: str
    make: Callable[[Settings], Phraser | None]
