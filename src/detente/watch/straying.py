"""Tells how another's wording leaves the act of our own sentence, which receipts alone cannot see.

They say that stored passages bear a sentence out, not that it is about this act or free of colour.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from detente.lang.alike import alike
from detente.outputs.brief import Cited
from detente.outputs.brief.wording import Draft
from detente.receipts import Reader
from detente.records import Event, Precision

TELLING = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
MOST_NEW = 1
SIDES = ("who", "to whom", "said by")


class Straying:
    """Compares a wording with our own sentence and the passages; `names` are those of states."""

    def __init__(self, reader: Reader, names: dict[str, str]) -> None:
        self._reader, self._names = reader, names

    def of(self, text: str, given: Draft, cited: Cited) -> tuple[str, ...]:
        """Return why a wording leaves the act: it drops a side, names another time, or adds words.

        It must name the states of the act and of who tells it, by whatever name, and no time but its day, and
        have at most one noun, verb or the like to which no word of our sentence, or of the reports' on the
        act, is alike.
        """
        event = cited.event
        published = event.first_published.date() if event.first_published else None
        telling = [given.sentence, event.summary, *(mention.summary for mention in cited.mentions)]
        new = self.new_words(text, telling, published)
        words = [f"it has words that no report of the act has: {', '.join(f'“{word}”' for word in new)}"]
        return (
            *self._lost(text, [given.facts.get(name, "") for name in SIDES], published),
            *_other_times(text, event, published),
            *(words if len(new) > MOST_NEW else []),
        )

    def new_words(self, text: str, known: Iterable[str], published: dt.date | None) -> list[str]:
        """Return the nouns, verbs and the like of `text` to which no word of the `known` texts is alike."""
        lemmas = {lemma for each in set(known) for lemma in self._lemmas(each, published)}
        senses = {sense for lemma in lemmas for sense in alike().senses(lemma)}
        return [lemma for lemma in self._telling(text, published) if not alike().senses(lemma) & senses]

    def _lost(self, text: str, sides: list[str], published: dt.date | None) -> list[str]:
        from detente.coding.gazetteer import states_named

        lost = states_named("; ".join(sides), "en", published) - states_named(text, "en", published)
        return [f"it does not name {self._names.get(code, code)}, a side of the act" for code in sorted(lost)]

    def _lemmas(self, text: str, published: dt.date | None) -> list[str]:
        reading = self._reader.read(text, published)
        return [word.lemma for sentence in reading.sentences for word in sentence.words]

    def _telling(self, text: str, published: dt.date | None) -> list[str]:
        """Return the words that tell something, each once: no names, numbers or words that say little."""
        light, found = alike().light, dict[str, None]()
        for sentence in self._reader.read(text, published).sentences:
            named = [(name.start, name.end) for name in sentence.names]
            for word in sentence.words:
                inside = any(start < word.end and word.start < end for start, end in named)
                if word.pos in TELLING and word.lemma not in light and not inside:
                    found[word.lemma] = None
        return list(found)


def _other_times(text: str, event: Event, published: dt.date | None) -> list[str]:
    from detente.coding.dates import last_day, times

    day = event.event_date if event.date_precision is Precision.DAY else None
    found = [time for ahead in (False, True) for time in times(text, published, future=ahead)]
    held = {time.start for time in found if day and time.day <= day <= last_day(time)}
    other = dict.fromkeys(text[time.start : time.end] for time in found if time.start not in held)
    return [f"it names a time that is not the day of the act: “{words}”" for words in other]
