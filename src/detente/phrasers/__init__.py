"""Who phrases the sentences of a brief; each module offers `PHRASER`, a PhraserKind."""

from __future__ import annotations

import sys

from detente.errors import SettingsError
from detente.outputs.brief.wording import Phraser
from detente.phrasers.base import PhraserKind
from detente.plugins import discover
from detente.settings import Settings

__all__ = ["PhraserKind", "phraser", "phrasers"]

OWN, MODEL = "none", "llm"


def phrasers() -> dict[str, PhraserKind]:
    """Return the phrasers that can be chosen, by name."""
    return discover(sys.modules[__name__], "PHRASER", PhraserKind, besides=("base",))


def phraser(settings: Settings, wanted: bool | None = None) -> Phraser | None:
    """Return the phraser that `brief.phrasing` names, None where our own sentences are to stand.

    `wanted` overrides the setting for one brief: True takes the language model where it names none, False
    takes none. Raises SettingsError for an unknown name, or where the settings of the one named do not do.
    """
    offered, name = phrasers(), settings.brief.phrasing
    if name not in offered:
        raise SettingsError(
            f"no phraser {name!r}", where="brief.phrasing", do=f"choose from {', '.join(offered)}"
        )
    if wanted is not None:
        name = OWN if not wanted else MODEL if name == OWN else name
    return offered[name].make(settings)
