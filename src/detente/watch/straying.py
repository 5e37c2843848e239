"""Tells how another's wording leaves the act of our own sentence, which receipts alone cannot see.

They say that stored passages bear a sentence out, not that it is about this act or free of colour.
"""

from __future__ import annotations

import datetime as dt

from detente.lang.alike import alike
from detente.outputs.brief.wording import Draft
from detente.receipts import Reader
from detente.records import Event, Precision

TELLING = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
MOST_NEW = 1


class Straying:
    """Compares a wording with our own sentence and the passages; `names` are those of states."""

    def __init__(self, reader: Reader, names: dict[str, str]) -> None:
        self._reader, self._names = reader, names

    def of(self, text: str, given: Draft, event: Event) -> tuple[str, ...]:
        """Return why a wording leaves the act: it drops a side, names another time, or adds words.

        It must name the states that our sentence names, by whatever name; no time but the day of the act; and
        have at most one noun, verb or the like to which no word of our sentence or of a passage is alike.
        """
        published = event.first_published.date() if event.first_published else None
        lost = self._lost(text, given.sentence, published)
        new = self.new_words(text, given, published)
        words = [f"it has words that no passage has: {', '.join(f'“{word}”' for word in new)}"]
        return (*lost, *_other_times(text, event, published), *(words if len(new) > MOST_NEW else []))

    def _lost(self, text: str, own: str, published: dt.date | None) -> list[str]:
        from detente.coding.gazetteer import states_named

        lost = states_named(own, "en", published) - states_named(text, "en", published)
        return [
            f"it does not name {self._names.get(code, code)}, as our own sentence does"
            for code in sorted(lost)
        ]

    def new_words(self, text: str, given: Draft, published: dt.date | None) -> list[str]:
        """Return the nouns, verbs and the like to which no word of our sentence or of a passage is alike."""
        own = self._telling(given.sentence, published)
        known = {sense for lemma in own for sense in alike().senses(lemma)}
        for passage in given.passages:
            known |= {sense for lemma in self._lemmas(passage, published) for sense in alike().senses(lemma)}
        return [lemma for lemma in self._telling(text, published) if not alike().senses(lemma) & known]

    def _lemmas(self, text: str, published: dt.date | None) -> list[str]:
        reading = self._reader.read(text, published)
        return [word.lemma for sentence in reading.sentences for word in sentence.words]

    def _telling(self, text: str, published: dt.date | None) -> list[str]:
        """Return the words that tell something, each once: no names, numbers or words that say little."""
        reading = self._reader.read(text, published)
        words = (word for sentence in reading.sentences for word in sentence.words)
        light = alike().light
        return list(dict.fromkeys(w.lemma for w in words if w.pos in TELLING and w.lemma not in light))


def _other_times(text: str, event: Event, published: dt.date | None) -> list[str]:
    from detente.coding.dates import last_day, times

    day = event.event_date if event.date_precision is Precision.DAY else None
    found = [time for ahead in (False, True) for time in times(text, published, future=ahead)]
    held = {time.start for time in found if day and time.day <= day <= last_day(time)}
    other = dict.fromkeys(text[time.start : time.end] for time in found if time.start not in held)
    return [f"it names a time that is not the day of the act: “{words}”" for words in other]
