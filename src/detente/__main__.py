"""The entry of the program: `detente`, or `python -m detente`."""

from __future__ import annotations

import atexit
import gc
import sys
from typing import NoReturn

STOPPED = (
    "detente: stopped by you; what was not finished is not stored. Give the command again to do it whole."
)


SELDOM = 100_000
"""Objects made between two walks of the cycle collector: records, of which there are many, make no cycles."""


def main() -> NoReturn:
    """Run the command line; stopped with Ctrl-C at any moment, say what that means (exit status 3)."""
    gc.set_threshold(SELDOM, 20, 100)  # docs/decisions/collector.md
    atexit.register(gc.freeze)
    try:
        from detente.cli import main as run  # loading takes a second in which Ctrl-C may come

        run()
    except KeyboardInterrupt:
        print(f"\n{STOPPED}", file=sys.stderr)  # noqa: T201  # nothing else may be loaded yet
        sys.exit(3)


if __name__ == "__main__":
    main()
