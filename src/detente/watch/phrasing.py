"""Has the sentences of a brief worded by another: notes what is told, asks about it, judges the answers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

from detente.errors import BadInput, Unavailable
from detente.outputs.brief import Brief, Cited, Material, compose
from detente.outputs.brief.phrases import clean
from detente.outputs.brief.wording import Draft, Phraser, Worded, draft, worded
from detente.watch.receipts import Checker
from detente.watch.straying import Straying

AT_ONCE = 4
MOST_PASSAGES = 3
LOG = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]


def compose_phrased(
    material: Material, checker: Checker, lengths: Sequence[str], phraser: Phraser, progress: Progress
) -> list[Brief]:
    """Return the brief in each of `lengths`, with sentences in the words of `phraser` where these hold.

    It is composed twice: first to see what it will tell, so that only this is asked about, and at once.
    """
    wordings = Asked(phraser, checker, material.names)
    for length in lengths:
        compose(material, checker, length, wordings)
    wordings.ask(progress)
    return [compose(material, checker, length, wordings) for length in lengths]


class Asked:
    """The wordings of one brief: sentences are noted until `ask`, and later ones asked about one by one."""

    def __init__(self, phraser: Phraser, checker: Checker, names: dict[str, str]) -> None:
        self.model = clean(phraser.name) or "a model"
        self._phraser, self._checker, self._names = phraser, checker, names
        self._noted: dict[str, tuple[Cited, Draft]] = {}
        self._found: dict[str, Worded | None] = {}
        self._failures: list[Unavailable] = []
        self._noting = True

    @property
    def unasked(self) -> int:
        """How many sentences the phraser could not be asked about."""
        return len(self._failures)

    @cached_property
    def _straying(self) -> Straying:
        return Straying(self._checker.reader, self._names)

    def of(self, cited: Cited, own: str) -> Worded | None:
        """Return the wording of our own sentence about an event; None without one, and while noting."""
        name = cited.event.event_id
        if name not in self._noted:
            self._noted[name] = cited, draft(cited, own, self._names, self._passages(cited))
            if not self._noting:
                self._found[name] = self._judged(name, self._answer(name))
        return self._found.get(name)

    def ask(self, progress: Progress) -> None:
        """Ask about all sentences noted, a few at once; what fails is told in one warning."""
        self._noting = False
        names = list(self._noted)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for done, (name, said) in enumerate(zip(names, pool.map(self._answer, names), strict=True), 1):
                self._found[name] = self._judged(name, said)
                progress(f"sentences put to {self.model}", done, len(names))
        if self._failures:
            why = self._failures[0]
            LOG.warning("%d of %d sentences stay in our own words: %s", self.unasked, len(names), why)

    def _passages(self, cited: Cited) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.text for each in self._checker.passages(cited)))[:MOST_PASSAGES]

    def _answer(self, name: str) -> str | BadInput | Unavailable | None:
        """Return what the phraser answers, or what went wrong with this sentence; it runs in a thread."""
        try:
            return self._phraser.phrase(self._noted[name][1])
        except (BadInput, Unavailable) as error:
            return error

    def _judged(self, name: str, said: str | BadInput | Unavailable | None) -> Worded | None:
        """Return an answer as a wording, with the reasons against its form and its leaving the act."""
        cited, given = self._noted[name]
        if isinstance(said, Unavailable):
            self._failures.append(said)
            return None
        if isinstance(said, BadInput):
            return Worded("", (said.what,))
        if said is None or _copied(said, (given.sentence, *given.passages)):
            return None
        found = worded(said)
        return found if found.reasons else Worded(found.text, self._straying.of(found.text, given, cited))


def _copied(said: str, texts: Iterable[str]) -> bool:
    """Tell whether an answer has no words of its own: what a report says word for word is better quoted."""
    words = _words(said)
    return not words or any(f" {words} " in f" {_words(text)} " for text in texts)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
