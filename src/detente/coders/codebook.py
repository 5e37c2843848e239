"""The codebook as a coder reads it that judges by definitions: a closed set of labels."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Self

from detente.ontology.plover import EVENT_TYPES

NO_ACT = "NONE"
SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its name, the definition, modes by code, and the type that it defines (None: no act)."""

    name: str
    event_type: str | None
    definition: str
    modes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Labels in the order in which they are shown."""

    labels: tuple[Label, ...]

    @classmethod
    def bundled(cls) -> Self:
        """Return the PLOVER types of the codebook in its order, and the label for no act last."""
        types = [
            Label(
                each.code, each.code, each.description, {m.code: m.description for m in each.modes.values()}
            )
            for each in EVENT_TYPES.values()
        ]
        nothing = "The sentence tells of no act of the first side toward the second, not even one denied."
        return cls((*types, Label(NO_ACT, None, nothing, {})))

    def reordered(self) -> Self:
        """Return the same labels in another order."""
        labels = list(self.labels)
        random.Random(SEED).shuffle(labels)  # noqa: S311  # an order, no secret
        return type(self)(tuple(labels))

    def renamed(self) -> Self:
        """Return the labels under names that say nothing."""
        return type(self)(tuple(replace(each, name=f"L{n:02}") for n, each in enumerate(self.labels, 1)))

    def swapped(self) -> Self:
        """Return the labels with definitions and modes exchanged in pairs, far apart; the names stay."""
        acts = [each for each in self.labels if each.event_type is not None]
        half = len(acts) // 2
        given = dict(zip([each.name for each in acts], acts[half:] + acts[:half], strict=True))
        return type(self)(
            tuple(
                replace(given[each.name], name=each.name) if each.name in given else each
                for each in self.labels
            )
        )

    def label(self, name: str) -> Label | None:
        """Return the label of a name, None where there is none."""
        return next((each for each in self.labels if each.name == name), None)

    def meaning(self, name: str) -> str | None:
        """Return the type that the definition under a name is of."""
        found = self.label(name)
        return found.event_type if found else None
