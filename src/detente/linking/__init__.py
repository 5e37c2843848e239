"""Many mentions of one act become one event, and events keep their ids from run to run."""

from detente.linking._link import link
from detente.linking._points import canonical
from detente.linking._reports import outlet_of, reports
from detente.linking._status import standing
from detente.linking._versions import live, relink

__all__ = ["canonical", "link", "live", "outlet_of", "relink", "reports", "standing"]
