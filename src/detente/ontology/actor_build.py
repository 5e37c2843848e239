"""Turns the checked actor files into entries: patterns filled, holders joined to persons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

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
from detente.ontology.actor_forms import Values, addressed, expand, named, surnames, titled, values_of

ACRONYM_LENGTH = 5
Listed = Iterable[tuple[Lang, Name]]
Made = Iterable[tuple[Lang, str]]


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


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry with the names listed for it and those made from patterns."""

    entry: ActorEntry
    listed: Listed
    made: Made = ()


def _folded(lang: Lang, text: str) -> tuple[Lang, str]:
    return lang, text.casefold()


def _named(drafts: list[_Draft]) -> Iterator[ActorEntry]:
    """Yield the entries with spellings; a name goes to who lists it, else to the first that makes it."""
    taken = {_folded(lang, name.text) for draft in drafts for lang, name in draft.listed}
    for draft in drafts:
        spellings = {(lang, name.text): _spelling(lang, name) for lang, name in draft.listed}
        for lang, text in draft.made:
            if (folded := _folded(lang, text)) not in taken:
                taken.add(folded)
                spellings[lang, text] = _plain(lang, text)
        if spellings:
            yield replace(draft.entry, spellings=tuple(spellings.values()))


def _spelling(lang: Lang, name: Name) -> Spelling:
    return Spelling(
        text=name.text,
        lang=lang,
        case_sensitive=name.case or _is_acronym(name.text),
        ambiguous=name.ambiguous,
        unless=name.unless,
        valid_from=_first(name.since),
        valid_to=_last(name.until),
    )


def _plain(lang: Lang, text: str) -> Spelling:
    return Spelling(text, lang, case_sensitive=_is_acronym(text))


def _is_acronym(text: str) -> bool:
    return len(text) <= ACRONYM_LENGTH and text.isalpha() and text.isupper()


def _pairs(names: Names) -> list[tuple[Lang, Name]]:
    return [(lang, name) for lang, listed in names.items() for name in listed]


def _first(date: PartialDate | None) -> dt.date | None:
    return date.earliest if date else None


def _last(date: PartialDate | None) -> dt.date | None:
    return date.latest if date else None


def owner_entries(owner: Owner, patterns: FormsFile) -> Iterator[ActorEntry]:
    """Yield the entries of a state or organisation without its persons."""
    party, values = owner.party, values_of(owner.party)
    usual: dict[str, Form] = patterns.bodies if owner.is_state else {}
    drafts = [*_self(owner), *_offices(owner, patterns, values)]
    for key in dict.fromkeys((*party.bodies, *usual)):
        drafts.append(_body(owner, key, party.bodies.get(key, Body()), usual.get(key), values))
    yield from _named(drafts)


def _self(owner: Owner) -> Iterator[_Draft]:
    party, code = owner.party, owner.code
    kind, sector = ("state", None) if owner.is_state else ("igo", owner.sector)
    yield _Draft(ActorEntry(code, kind, code, sector, note=party.note), _pairs(party.names))
    yield _Draft(ActorEntry(f"{code}.adjective", "demonym", code, None), _pairs(party.adjectives))
    yield _Draft(ActorEntry(f"{code}.nationals", "demonym", code, "CVL"), _pairs(party.nationals))
    for number, capital in enumerate(party.capital, start=1):
        entry = ActorEntry(
            id=f"{code}.capital" + (f"_{number}" if number > 1 else ""),
            kind="capital",
            code=code,
            sector=owner.sector,
            valid_from=_first(capital.since),
            valid_to=_last(capital.until),
        )
        yield _Draft(entry, _pairs({"en": capital.en, "ru": capital.ru}))


def body_entry(key: str, body: Body) -> ActorEntry:
    """Return the entry of an actor that is no state. Raises PluginError without code or sector."""
    if body.code is None or body.sector is None:
        raise PluginError(f"{key} has no code or no sector", where="actors/nonstate.yml", do="give it both")
    return ActorEntry(
        id=f"nonstate.{key}",
        kind=body.kind or "nonstate",
        code=body.code,
        sector=body.sector,
        spellings=tuple(_spelling(lang, name) for lang, name in _pairs(body.names)),
        valid_from=_first(body.since),
        valid_to=_last(body.until),
        note=body.note,
    )


def mask_spellings(
    owners: list[Owner], patterns: FormsFile, groups: Mapping[str, MaskGroup]
) -> tuple[Spelling, ...]:
    """Return the phrases that hold an actor's name but are not the actor: listed, and made from patterns."""
    listed = [pair for group in groups.values() for pair in _pairs({"en": group.en, "ru": group.ru})]
    states = [values_of(owner.party) for owner in owners if owner.is_state]
    made = dict.fromkeys(pair for values in states for pair in expand(patterns.masks, values))
    return tuple(_spelling(*pair) for pair in listed) + tuple(_plain(*pair) for pair in made)


def _body(owner: Owner, key: str, body: Body, form: Form | None, values: Values) -> _Draft:
    kind = body.kind or (form.kind if form else None)
    if kind is None:
        raise PluginError(
            f"the body {key} of {owner.code} has no kind", where=owner.code, do="give it one of the kinds"
        )
    entry = ActorEntry(
        id=f"{owner.code}.{key}",
        kind=kind,
        code=body.code or owner.code,
        sector=body.sector or (form.sector if form else None) or owner.sector,
        valid_from=_first(body.since),
        valid_to=_last(body.until),
        note=body.note,
    )
    made = list(expand({"en": form.en, "ru": form.ru}, values)) if form else []
    return _Draft(entry, list(named(body.names, values)), made)


def _offices(owner: Owner, patterns: FormsFile, values: Values) -> Iterator[_Draft]:
    usual = patterns.offices if owner.is_state else {}
    for key in dict.fromkeys((*owner.party.offices, *usual)):
        office, title = owner.party.offices.get(key, Office()), usual.get(key)
        entry = ActorEntry(
            id=f"{owner.code}.{key}",
            kind="office",
            code=owner.code,
            sector=_office_sector(owner, patterns, key, office),
            office=f"{owner.code}.{key}",
            note=office.note,
            posts=tuple(sorted(_posts(owner, patterns, key, office), key=lambda post: post.valid_from)),
        )
        made = list(titled(office, title, patterns.office_names, values))
        yield _Draft(entry, list(named(office.names, values)), made)


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
    full = tuple(_spelling(lang, name) for lang, name in _pairs({"en": person.en, "ru": person.ru}))
    forms = tuple(
        Spelling(text, lang, valid_from=post.valid_from, valid_to=post.valid_to)
        for post, texts in held
        for lang, text in texts
    )
    last = max(posts, key=lambda post: (post.sector != "PTY", post.valid_from), default=None)
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
