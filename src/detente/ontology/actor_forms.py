"""Names made from patterns: what every state has alike ("{adj} forces", "President {surname}").

English patterns know {name}, {the_name}, {poss} and {adj}; Russian ones {gen} and {adj_m}, {adj_f}, {adj_n},
{adj_pl}. Office patterns know {title} too. A pattern gives one name for each value of its placeholders, and
none where the state has no value for one of them.
"""

from __future__ import annotations

import itertools
import string
from collections.abc import Iterator, Mapping

from detente.ontology.actor_files import Lang, Name, Names, Office, Party, Person, Texts, Title

Values = Mapping[str, tuple[str, ...]]


def fill(pattern: str, values: Values) -> Iterator[str]:
    """Yield `pattern` with every combination of the values of its placeholders."""
    fields = [field for _, field, _, _ in string.Formatter().parse(pattern) if field]
    for chosen in itertools.product(*(values.get(field, ()) for field in fields)):
        yield pattern.format(**dict(zip(fields, chosen, strict=True)))


def possessive(name: str) -> str:
    """Return the English possessive: "Russia's", "United States'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def values_of(party: Party) -> Values:
    """Return what the placeholders stand for in the names of `party`.

    {name} is the first name that is not ambiguous, and the names that serve as adjectives.
    """
    names = tuple(dict.fromkeys((*_texts(party.names.get("en", ()))[:1], *party.attributive)))
    the = "the " if party.article else ""
    adjectives = _texts(party.adjectives.get("ru", ()))
    endings = {"adj_m": "ий", "adj_f": "ая", "adj_n": "ое", "adj_pl": "ие"}
    return {
        "name": names,
        "the_name": tuple(the + name for name in names),
        "poss": tuple(possessive(name) for name in names),
        "adj": _texts(party.adjectives.get("en", ())) + party.attributive,
        "gen": party.genitive,
        **{
            field: tuple(text[:-2] + ending for text in adjectives if text.endswith("ий"))
            for field, ending in endings.items()
        },
    }


def _texts(names: tuple[Name, ...]) -> tuple[str, ...]:
    return tuple(name.text for name in names if not name.ambiguous)


def expand(patterns: Texts, values: Values) -> Iterator[tuple[Lang, str]]:
    """Yield the names that `patterns` give, each once."""
    for lang, forms in patterns.items():
        texts = dict.fromkeys(itertools.chain.from_iterable(fill(form, values) for form in forms))
        yield from ((lang, text) for text in texts)


def named(names: Names, values: Values) -> Iterator[tuple[Lang, Name]]:
    """Yield listed names, those with placeholders filled ("{adj} Treasury")."""
    for lang, listed in names.items():
        for name in listed:
            filled = fill(name.text, values) if "{" in name.text else (name.text,)
            yield from ((lang, name.model_copy(update={"text": text})) for text in filled)


def titled(
    office: Office, title: Title | None, patterns: Texts, values: Values
) -> Iterator[tuple[Lang, str]]:
    """Yield the names of an office without its holder: its titles in the office patterns."""
    for lang, forms in patterns.items():
        titles = _both(office.titles, title.titles if title else {}, lang)
        yield from expand({lang: forms}, {**values, "title": titles})


def surnames(person: Person, lang: Lang) -> tuple[str, ...]:
    """Return the surnames of a person: as given, else the last word of each name."""
    given = person.surname.get(lang)
    names = person.en if lang == "en" else person.ru
    return given or tuple(dict.fromkeys(name.text.split()[-1] for name in names))


def addressed(office: Office, title: Title | None, person: Person) -> Iterator[tuple[Lang, str]]:
    """Yield the forms of address of a person in an office: "President" + surname."""
    langs: tuple[Lang, ...] = ("en", "ru")
    for lang in langs:
        for word in _both(office.address, title.address if title else {}, lang):
            for surname in surnames(person, lang):
                yield lang, f"{word} {surname}"


def _both(own: Texts, usual: Texts, lang: Lang) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*own.get(lang, ()), *usual.get(lang, ()))))
