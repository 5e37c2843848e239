"""The sections of a brief, one file a theme, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable

from detente.outputs.brief.desk import Desk
from detente.outputs.brief.model import Section
from detente.outputs.brief.sections.accounts import accounts
from detente.outputs.brief.sections.changes import changes
from detente.outputs.brief.sections.history import history
from detente.outputs.brief.sections.matters import matters
from detente.outputs.brief.sections.news import alleged, latest
from detente.outputs.brief.sections.outlook import outlook
from detente.outputs.brief.sections.sources import silence
from detente.outputs.brief.sections.state import glance, standing
from detente.outputs.brief.sections.themes import cooperation, diplomacy, disagreement, tensions

SECTIONS: tuple[Callable[[Desk], Section], ...] = (
    standing,
    latest,
    tensions,
    diplomacy,
    disagreement,
    cooperation,
    accounts,
    alleged,
    matters,
    outlook,
    changes,
    history,
    silence,
)
LENGTHS = {"screen": (glance,), "short": (standing, latest, outlook, changes, silence), "full": SECTIONS}
