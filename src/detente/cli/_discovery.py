"""Finds the commands: each module of this folder offers `COMMANDS`, a typer.Typer."""

from __future__ import annotations

from types import ModuleType

import typer
from typer.models import CommandInfo

from detente.errors import PluginError
from detente.plugins import discover


def commands(package: ModuleType) -> list[CommandInfo]:
    """Return the commands of the modules of `package`, sorted by name.

    Raises PluginError where a module offers no COMMANDS, or two offer a command of the same name.
    """
    found: dict[str, CommandInfo] = {}
    for module, offered in discover(package, "COMMANDS", typer.Typer).items():
        for command in offered.registered_commands:
            name = _name(command)
            if name in found:
                raise PluginError(
                    f"the command {name!r} is taken already",
                    where=f"{package.__name__}.{module}",
                    do="choose another name",
                )
            found[name] = command
    return [found[name] for name in sorted(found)]


def _name(command: CommandInfo) -> str:
    return command.name or getattr(command.callback, "__name__", "").replace("_", "-")
