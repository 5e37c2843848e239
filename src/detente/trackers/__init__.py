"""State machines over dated, cited steps. Every other module here is one tracker.

Facts are the YAML files under data/; `load_facts` reads them as Transitions, `replay` says what holds at the
end of a day, `propose` makes proposals of coded events. How: docs/trackers.md.
"""

from detente.trackers._catalogue import catalogue
from detente.trackers._facts import DYAD, Matter, load_facts, load_matters
from detente.trackers._groups import Cited, concerned
from detente.trackers._machine import Machine, machines
from detente.trackers._proposals import Proposal, each_side, propose
from detente.trackers._replay import Standing, pending, replay, timeline, wrong_steps
from detente.trackers._tracker import Tracker
from detente.trackers._upcoming import DateToCome, to_come

__all__ = [
    "DYAD",
    "Cited",
    "DateToCome",
    "Machine",
    "Matter",
    "Proposal",
    "Standing",
    "Tracker",
    "catalogue",
    "concerned",
    "each_side",
    "load_facts",
    "load_matters",
    "machines",
    "pending",
    "propose",
    "replay",
    "timeline",
    "to_come",
    "wrong_steps",
]
