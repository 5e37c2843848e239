"""A dyad with known truth: two states, their latent hostility, and what sources and a coder make of it.

It shares no code with the measures and the models, so that it can contradict them.
"""

from detente.simulation._lines import write_lines
from detente.simulation._series import write_series
from detente.simulation._setting import Setting, load_setting, settings
from detente.simulation._simulate import simulate
from detente.simulation._world import CLASSES, TYPES, World

__all__ = [
    "CLASSES",
    "TYPES",
    "Setting",
    "World",
    "load_setting",
    "settings",
    "simulate",
    "write_lines",
    "write_series",
]
