"""Groups the words of a sentence into units that stand for one actor, before it is parsed.

"U.S. Secretary of State Marco Rubio" is one unit: a small parser stumbles over long titles, and a name is
read with its state and office. The parser sees a short stand-in for it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.coding.gazetteer import Found, find
from detente.lang import Lexicon, headline_verbs
from detente.ontology.sectors import is_official

_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
_JOINING = frozenset({"of", "the", "for", "to", "and"})
_PARTICLES = frozenset(
    {"bin", "al", "de", "van", "von", "da", "del", "el", "ibn", "le", "la", "den", "der", "al-", "dos", "di"}
)
HYPHENS = ("-", "–")
LONGEST_SMALL_WORD = 4
FEWEST_WORDS = 3
TITLED = frozenset(
    {
        "state",
        "demonym",
        "government",
        "ministry",
        "agency",
        "military",
        "parliament",
        "party",
        "office",
        "metonym",
        "igo",
        "capital",
        "nonstate",
    }
)


@dataclass(frozen=True, slots=True)
class Unit:
    """Words [start, end) that name one actor: its state's code, sector and kind (ontology's, or "name")."""

    start: int
    end: int
    kind: str
    code: str | None
    sector: str | None
    actor_id: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the sentence with its place in characters."""

    text: str
    start: int
    end: int


def units_of(text: str, words: Sequence[Word], lexicon: Lexicon, on: dt.date | None) -> list[Unit]:
    """Return the units of a sentence, in order, without overlap; `start` and `end` count words."""
    named = _named(text, words, on)
    if is_headline(words):
        return named
    return sorted(_joined(named, words, lexicon), key=lambda unit: unit.start)


def is_headline(words: Sequence[Word]) -> bool:
    """Return whether every longer word has a capital, so that capitals tell nothing of names."""
    telling = [word.text for word in words[1:] if len(word.text) > LONGEST_SMALL_WORD and word.text.isalpha()]
    return len(telling) >= FEWEST_WORDS and all(text[0].isupper() for text in telling)


def _named(text: str, words: Sequence[Word], on: dt.date | None) -> list[Unit]:
    starts = {word.start: index for index, word in enumerate(words)}
    ends = {word.end: index + 1 for index, word in enumerate(words)}
    units = []
    for each in find(text, "en", on):
        if each.start in starts and each.end in ends:
            units.append(_unit(each, starts[each.start], ends[each.end], on))
    return units


def _unit(found: Found, start: int, end: int, on: dt.date | None) -> Unit:
    entry = found.entry
    return Unit(start, end, entry.kind, entry.code_on(on), entry.sector_on(on), entry.id)


def _joined(units: list[Unit], words: Sequence[Word], lexicon: Lexicon) -> list[Unit]:
    """Return the units with titles and names grown together, and titled names that no list knows."""
    by_start = {unit.start: unit for unit in units}
    result: list[Unit] = []
    index = 0
    while index < len(words):
        made = _titled(index, by_start, words, lexicon)
        if made is not None:
            result.append(made)
            index = made.end
        elif index in by_start:
            result.append(by_start[index])
            index = by_start[index].end
        else:
            index += 1
    return result


def _titled(index: int, units: dict[int, Unit], words: Sequence[Word], lexicon: Lexicon) -> Unit | None:
    """Return the unit that begins at `index`: [former] [state] titles name, or None where none does."""
    start, titles, former = index, 0, False
    state: Unit | None = None
    role: Unit | str | None = None
    while index < len(words):
        unit, word = units.get(index), words[index].text.lower()
        if unit is not None and unit.kind == "leader":
            return replace(unit, start=start, former=former) if titles else None
        if unit is not None and unit.kind in TITLED:
            if unit.kind in ("state", "igo") and titles and words[index - 1].text.lower() not in _JOINING:
                break
            state, index, titles = state or unit, unit.end, titles + 1
            role = (
                unit
                if unit.kind
                in ("office", "government", "military", "ministry", "agency", "parliament", "demonym")
                and unit.sector
                else role
            )
        elif word in lexicon.roles.former:
            former, index, titles = True, index + 1, titles + 1
        elif _is_verb_between(index, units, words, lexicon.lang):
            break
        elif word in lexicon.roles.title_words or word in lexicon.sectors:
            role, index, titles = (word if word in lexicon.sectors else role), index + 1, titles + 1
        elif (
            word in ("of", "the")
            and titles
            and index + 1 < len(words)
            and (
                index + 1 in units
                or words[index + 1].text.lower() == "the"
                or words[index + 1].text[:1].isupper()
            )
        ):
            index += 1
        else:
            break
    name_end = _name_end(index, units, words)
    if role is None or name_end == index or not titles or words[index - 1].text.lower() in _JOINING:
        return None
    sector = role.sector if isinstance(role, Unit) else lexicon.sectors[role]
    code = state.code if state else None
    return Unit(
        start,
        name_end,
        "name",
        code,
        "ELI" if former and is_official(sector) else sector,
        None,
        former,
    )


def _is_verb_between(index: int, units: dict[int, Unit], words: Sequence[Word], lang: str) -> bool:
    """Return whether what may be a title is a verb of one actor toward the next ("A strikes B's base")."""
    acts = words[index].text in headline_verbs(lang)
    return acts and index + 1 in units and any(unit.end == index for unit in units.values())


def _name_end(index: int, units: dict[int, Unit], words: Sequence[Word]) -> int:
    """Return where the run of capitalised words from `index` ends; `index` where it is no name."""
    end = index
    while end < len(words) and end not in units and _in_name(index, end, words):
        end += 1
    return end


def _in_name(first: int, index: int, words: Sequence[Word]) -> bool:
    """Return whether a word goes on with a name: a capital, an initial, "van", a hyphen and what it joins."""
    text = words[index].text
    following = words[index + 1] if index + 1 < len(words) else None
    if index > first and words[index].start == words[index - 1].end:
        behind_hyphen = words[index - 1].text in HYPHENS
        if behind_hyphen or (
            text in HYPHENS and following is not None and following.start == words[index].end
        ):
            return True
    if text.lower() in _PARTICLES and following is not None and following.text[:1].isupper():
        return True
    name = _NAME.fullmatch(text) is not None and not text.isupper()
    return text[:1].isupper() and (name or len(text) <= 2)
