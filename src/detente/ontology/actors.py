"""Who can act: states, their bodies, offices and office holders, organisations and other groups, by name.

The knowledge is in `actors/*.yml`; docs/actors.md tells the layout, the policy, and the rule by which a
matcher reads `Surface`: the longest one wins, masks (`entry` None) included; dates are checked; an ambiguous
one needs support in the text.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from detente.errors import PluginError, WrongUse
from detente.ontology import actor_files as files
from detente.ontology.actor_build import Owner, body_entry, mask_spellings, owner_entries, person_entries
from detente.ontology.actor_entries import ActorEntry, Post, Spelling, Surface
from detente.ontology.actor_files import Collision

__all__ = [
    "ActorEntry", "Post", "Spelling", "Surface", "claims", "codes", "detailed_states", "entry", "holder",
    "load_actors", "load_surfaces", "post_holder", "posts_on", "settle",
]  # fmt: skip


def _owners() -> list[Owner]:
    states = {**files.others(), **files.state_files()}
    bodies = files.igos().organisations
    return [Owner(code, states[code], True) for code in sorted(states)] + [
        Owner(code, bodies[code], False) for code in sorted(bodies)
    ]


@cache
def load_actors() -> tuple[ActorEntry, ...]:
    """Return every actor, by owner. Raises PluginError where a file does not fit or an id is double."""
    owners, patterns = _owners(), files.forms()
    entries = [found for owner in owners for found in owner_entries(owner, patterns)]
    entries += person_entries(owners, patterns)
    entries += (body_entry(key, body) for key, body in files.nonstate().items())
    seen: set[str] = set()
    for found in entries:
        if found.id in seen:
            raise PluginError(f"the id {found.id} is given twice", where="actors", do="rename one of them")
        seen.add(found.id)
    return tuple(entries)


@cache
def _by_id() -> Mapping[str, ActorEntry]:
    return {found.id: found for found in load_actors()}


def entry(actor_id: str) -> ActorEntry:
    """Return the actor with this id ("RUS", "USA.president"). Raises WrongUse for an unknown one."""
    try:
        return _by_id()[actor_id]
    except KeyError:
        raise WrongUse(f"there is no actor {actor_id!r}", do="see load_actors() for the ids") from None


@cache
def codes() -> frozenset[str]:
    """Return the codes of all actors: states by ISO alpha-3, organisations by their own code."""
    return frozenset(found.code for found in load_actors())


def detailed_states() -> tuple[str, ...]:
    """Return the codes of the states that have a file of their own, with bodies and dated holders."""
    return tuple(sorted(files.state_files()))


def post_holder(office_id: str, on: dt.date) -> Post | None:
    """Return the post that certainly fills the office on the day `on`, or None where the data do not tell.

    On the day of a hand-over it is the incoming holder; one in his own right comes before an acting one.
    Raises WrongUse where `office_id` is no office.
    """
    office = entry(office_id)
    if office.kind != "office":
        raise WrongUse(f"{office_id} is no office but a {office.kind}", do="give the id of an office")
    held = [post for post in office.posts if post.certain(on)]
    return max(held, key=lambda post: (not post.acting, post.valid_from), default=None)


def holder(office_id: str, on: dt.date) -> ActorEntry | None:
    """Return the person who holds the office on the day `on`; see `post_holder`."""
    post = post_holder(office_id, on)
    return entry(post.person) if post else None


def posts_on(person_id: str, on: dt.date) -> tuple[Post, ...]:
    """Return the posts that the person certainly holds on the day `on`. Raises WrongUse for an unknown id."""
    return tuple(post for post in entry(person_id).posts if post.certain(on))


def claims(surfaces: Iterable[Surface]) -> Mapping[tuple[str, str], list[Surface]]:
    """Return the surfaces by language and text, without regard to case."""
    found: dict[tuple[str, str], list[Surface]] = defaultdict(list)
    for surface in surfaces:
        found[surface.lang, surface.text.casefold()].append(surface)
    return found


@cache
def load_surfaces() -> tuple[Surface, ...]:
    """Return every spelling with its actor, and every mask with None, ready for an index.

    Allowed collisions are settled: the loser's spelling is left out, or all are made ambiguous.
    """
    rules = {(rule.lang, rule.text.casefold()): rule for rule in files.collisions()}
    plain = [Surface(spelling, found) for found in load_actors() for spelling in found.spellings]
    masks = [Surface(spelling, None) for spelling in mask_spellings(_owners(), files.forms(), files.masks())]
    settled = (settle(surface, rules.get((surface.lang, surface.text.casefold()))) for surface in plain)
    return tuple(surface for surface in settled if surface) + tuple(masks)


def settle(surface: Surface, rule: Collision | None) -> Surface | None:
    """Return the surface as the rule of its collision leaves it: kept, made ambiguous, or None."""
    if rule is None or surface.entry is None or surface.entry.id not in rule.entries:
        return surface
    if rule.winner is None:
        return Surface(replace(surface.spelling, ambiguous=True), surface.entry)
    return surface if surface.entry.id == rule.winner else None
