"""What a coder of event types offers to be chosen by the setting `coding.coder`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.coders.codebook import Codebook
from detente.coding.base import TypeCoder
from detente.settings import Settings


@dataclass(frozen=True, slots=True)
class CoderKind:
    """One coder: its name, one line on it, and how it is made; None is what the coding step takes by itself.

    `make` raises SettingsError where its settings are not complete. `reads_codebook`: it judges by the
    labels and definitions it is handed, so that the behavioural checks apply to it.
    """

    name: str
    description: str
    make: Callable[[Settings, Codebook], TypeCoder | None]
    reads_codebook: bool = False
