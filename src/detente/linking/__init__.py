"""Many mentions of one act become one event, and events keep their ids from run to run."""

from detente.linking._link import link
from detente.linking._versions import live, relink

__all__ = ["link", "live", "relink"]
