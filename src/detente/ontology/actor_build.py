"""Turns the checked actor files into entries: patterns filled, holders joined to persons."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.errors import PluginError
from detente.ontology.actor_entries import ActorEntry, Post, Spelling
from detente.ontology.actor_files import (
    Body,
    Form,
    FormsFile,
    Holder,
    Lang,
    MaskGroup,
    Name,
    Names,
    Office,
    PartialDate,
    Party,
    Person,
)
from detente.ontology.actor_forms import Values, addressed, expand, named, office_forms, surnames, values_of

ACRONYM_LENGTH = 5
Spelled = Iterable[tuple[Lang, Name]]


@dataclass(frozen=True, slots=True)
class Owner:
    """A state or organisation with what is needed to build its entries."""

    code: str
    party: Party
    is_state: bool

    @property
    def sector(self) -> str:
        """Return the sector of its bodies and offices that name none."""
        return "GOV" if self.is_state else {"UNO": "UNO", "EUR": "EUR"}.get(self.code, "IGO")

    def global_id(self, reference: str) -> str:
        """Return `reference` with its owner's code before it."""
        return reference if "." in reference else f"{self.code}.{reference}"


def _spelling(lang: Lang, name: Name) -> Spelling:
    acronym = name.text.isupper() and name.text.isalpha() and len(name.text) <= ACRONYM_LENGTH
    return Spelling(
        text=name.text,
        lang=lang,
        case_sensitive=name.case or acronym,
        ambiguous=name.ambiguous,
        unless=name.unless,
        valid_from=_first(name.since),
        valid_to=_last(name.until),
    )


def _spellings(names: Spelled) -> tuple[Spelling, ...]:
    """Return the spellings, each text once in a language; the first stands."""
    found: dict[tuple[str, str], Spelling] = {}
    for lang, name in names:
        found.setdefault((lang, name.text), _spelling(lang, name))
    return tuple(found.values())


def _pairs(names: Names) -> Spelled:
    return [(lang, name) for lang, listed in names.items() for name in listed]


def _first(date: PartialDate | None) -> dt.date | None:
    return date.earliest if date else None


def _last(date: PartialDate | None) -> dt.date | None:
    return date.latest if date else None


def owner_entries(owner: Owner, patterns: FormsFile) -> Iterator[ActorEntry]:
    """Yield the entries of a state or organisation without its persons."""
    party, values = owner.party, values_of(owner.party)
    yield from _self_entries(owner)
    for number, capital in enumerate(party.capital, start=1):
        yield ActorEntry(
            id=f"{owner.code}.capital" + (f"_{number}" if number > 1 else ""),
            kind="capital",
            code=owner.code,
            sector="GOV",
            spellings=_spellings(_pairs({"en": capital.en, "ru": capital.ru})),
            valid_from=_first(capital.since),
            valid_to=_last(capital.until),
        )
    usual: dict[str, Form] = patterns.bodies if owner.is_state else {}
    for key in dict.fromkeys((*party.bodies, *usual)):
        yield from _body(owner, key, party.bodies.get(key, Body()), usual.get(key), values)
    yield from _offices(owner, patterns, values)


def _self_entries(owner: Owner) -> Iterator[ActorEntry]:
    party, code = owner.party, owner.code
    yield ActorEntry(
        id=code,
        kind="state" if owner.is_state else "igo",
        code=code,
        sector=None if owner.is_state else owner.sector,
        spellings=_spellings(_pairs(party.names)),
        note=party.note,
    )
    for key, names, sector in (("adjective", party.adjectives, None), ("nationals", party.nationals, "CVL")):
        if names:
            spellings = _spellings(_pairs(names))
            yield ActorEntry(f"{code}.{key}", "demonym", code, sector, spellings)


def body_entry(key: str, body: Body) -> ActorEntry:
    """Return the entry of an actor that is no state. Raises PluginError without code or sector."""
    if body.code is None or body.sector is None:
        raise PluginError(f"{key} has no code or no sector", where="actors/nonstate.yml", do="give it both")
    return ActorEntry(
        id=f"nonstate.{key}",
        kind=body.kind or "nonstate",
        code=body.code,
        sector=body.sector,
        spellings=_spellings(_pairs(body.names)),
        valid_from=_first(body.since),
        valid_to=_last(body.until),
        note=body.note,
    )


def mask_spellings(
    owners: list[Owner], patterns: FormsFile, groups: Mapping[str, MaskGroup]
) -> tuple[Spelling, ...]:
    """Return the phrases that hold an actor's name but are not the actor: made from patterns, and listed."""
    states = [values_of(owner.party) for owner in owners if owner.is_state]
    made = (pair for values in states for pair in expand(patterns.masks, values))
    listed = (pair for group in groups.values() for pair in _pairs({"en": group.en, "ru": group.ru}))
    return _spellings(itertools.chain(listed, made))


def _body(owner: Owner, key: str, body: Body, form: Form | None, values: Values) -> Iterator[ActorEntry]:
    kind = body.kind or (form.kind if form else None)
    if kind is None:
        raise PluginError(
            f"the body {key} of {owner.code} has no kind", where=owner.code, do="give it one of the kinds"
        )
    made = expand({"en": form.en, "ru": form.ru}, values) if form else ()
    spellings = _spellings(itertools.chain(named(body.names, values), made))
    if spellings:
        sector = body.sector or (form.sector if form else None)
        yield ActorEntry(
            id=f"{owner.code}.{key}",
            kind=kind,
            code=body.code or owner.code,
            sector=sector or owner.sector,
            spellings=spellings,
            valid_from=_first(body.since),
            valid_to=_last(body.until),
            note=body.note,
        )


def _offices(owner: Owner, patterns: FormsFile, values: Values) -> Iterator[ActorEntry]:
    usual = patterns.offices if owner.is_state else {}
    for key in dict.fromkeys((*owner.party.offices, *usual)):
        office, title = owner.party.offices.get(key, Office()), usual.get(key)
        yield ActorEntry(
            id=f"{owner.code}.{key}",
            kind="office",
            code=owner.code,
            sector=_office_sector(owner, patterns, key, office),
            spellings=_spellings(office_forms(office, title, patterns.office_names, values)),
            office=f"{owner.code}.{key}",
            note=office.note,
            posts=tuple(sorted(_posts(owner, patterns, key, office), key=lambda post: post.valid_from)),
        )


def _office_sector(owner: Owner, patterns: FormsFile, key: str, office: Office) -> str:
    title = patterns.offices.get(key) if owner.is_state else None
    return office.sector or (title.sector if title else owner.sector)


def _posts(owner: Owner, patterns: FormsFile, key: str, office: Office) -> Iterator[Post]:
    for holder in office.holders:
        yield _post(owner, f"{owner.code}.{key}", _office_sector(owner, patterns, key, office), holder)


def _post(owner: Owner, office: str, sector: str, holder: Holder) -> Post:
    until = holder.until
    return Post(
        person=owner.global_id(holder.person),
        office=office,
        code=owner.code,
        sector=sector,
        valid_from=holder.since.earliest,
        begun_by=holder.since.latest,
        ended_after=until.earliest if until else None,
        valid_to=until.latest if until else None,
        acting=holder.acting,
    )


def person_entries(owners: list[Owner], patterns: FormsFile) -> Iterator[ActorEntry]:
    """Yield every person of `owners` once, with all posts. Raises PluginError for an unknown holder."""
    persons = {f"{owner.code}.{key}": p for owner in owners for key, p in owner.party.persons.items()}
    held: dict[str, list[tuple[Post, list[tuple[Lang, str]]]]] = {identity: [] for identity in persons}
    for owner in owners:
        usual = patterns.offices if owner.is_state else {}
        for key, office in owner.party.offices.items():
            for post in _posts(owner, patterns, key, office):
                if post.person not in persons:
                    raise PluginError(
                        f"the holder {post.person} of {post.office} is no listed person",
                        where=owner.code,
                        do="list the person under persons, or correct the name",
                    )
                forms = list(addressed(office, usual.get(key), persons[post.person]))
                held[post.person].append((post, forms))
    for identity, person in persons.items():
        yield _person(identity, person, held[identity])


def _person(identity: str, person: Person, held: list[tuple[Post, list[tuple[Lang, str]]]]) -> ActorEntry:
    home = identity.split(".")[0]
    posts = tuple(sorted((post for post, _ in held), key=lambda post: post.valid_from))
    full = _spellings(_pairs({"en": person.en, "ru": person.ru}))
    forms = tuple(
        Spelling(text, lang, valid_from=post.valid_from, valid_to=post.valid_to)
        for post, texts in held
        for lang, text in texts
    )
    last = posts[-1] if posts else None
    return ActorEntry(
        id=identity,
        kind="leader",
        code=last.code if last else home,
        sector=last.sector if last else person.sector,
        spellings=full + tuple(_bare(person, posts)) + tuple(dict.fromkeys(forms)),
        office=last.office if last else None,
        note=person.note,
        posts=posts,
        home=home,
        no_post=person.sector,
    )


def _bare(person: Person, posts: tuple[Post, ...]) -> Iterator[Spelling]:
    if person.bare == "never":
        return
    sure = person.bare == "sure"
    ends = [post.valid_to for post in posts]
    first = None if sure or not posts else posts[0].valid_from
    last = None if sure or not posts or None in ends else max(end for end in ends if end)
    langs: tuple[Lang, ...] = ("en", "ru")
    for lang in langs:
        for surname in surnames(person, lang):
            yield Spelling(
                surname, lang, case_sensitive=True, ambiguous=not sure, valid_from=first, valid_to=last
            )
