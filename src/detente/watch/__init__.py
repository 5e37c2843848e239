"""The watch: the one place that knows the order of the steps.

items -> Intake (language, duplicates, states named, coding, linking, counting) -> store
store -> Questions (events, index, explain) and gather -> compose -> a brief
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import ValidationError

import detente.sources.files as file_formats
from detente.errors import BadInput, StoreError, WrongUse
from detente.ontology.areas import Area, load_areas
from detente.outputs.brief import Brief, SourceHealth, compose
from detente.outputs.brief.gathered import Gathered
from detente.phrasers import phraser
from detente.plugins import discover
from detente.receipts import Verdict
from detente.record import DYAD as RECORD_DYAD, SOURCE_ID as RECORD_ID, load_record, to_mentions
from detente.records import Document, Exposure, Mention, Reject, key
from detente.settings import Settings, planned, write_template
from detente.sources.files.base import FileFormat, ReadContext
from detente.store import Store
from detente.watch.background import background, still_ahead
from detente.watch.explaining import explain
from detente.watch.gather import gather, newest_day
from detente.watch.health import source_health
from detente.watch.intake import Intake, Took
from detente.watch.phrasing import compose_phrased
from detente.watch.questions import Explanation, Known, Questions
from detente.watch.receipts import Checker, CitedLine, check_lines
from detente.watch.remembering import compared, last_brief, remember, remembers
from detente.watch.tracking import Tracking

if TYPE_CHECKING:
    from detente.coding import Coder
    from detente.watch.analyses import Analyses
    from detente.watch.asked import Choice
    from detente.watch.updating import SourceLine

__all__ = ["Known", "Took", "Watch", "formats"]

Progress = Callable[[str, int, int], None]
LARGEST_KEPT = 256 << 20
SOURCE_NAME = re.compile(r"\w[\w.-]{0,99}")


def _silent(_what: str, _done: int, _total: int) -> None:
    return None


def formats() -> dict[str, FileFormat]:
    """Return the importable file layouts by name."""
    return discover(file_formats, "FORMAT", FileFormat, besides=("base",))


class Watch:
    """A folder with detente.toml and a store, watching one pair of states."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.dyad = settings.watch.dyad
        self.store = Store(settings.data)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the watch in `folder`.

        Raises SettingsError where there is none, StoreError where the store is gone that it made briefs of.
        """
        settings = Settings.load(folder)
        if not settings.data.exists() and remembers(settings.folder):
            do = "restore the folder from a copy, or remove briefs.jsonl to begin anew"
            raise StoreError("the data of this watch are gone", where=str(settings.data), do=do)
        return cls(settings)

    @classmethod
    def init(cls, folder: Path, dyad: tuple[str, str], *, record: bool = True) -> Self:
        """Make a watch in `folder`, with the bundled record where it is of this pair, and return it.

        Its detente.toml is written last: what was interrupted is no watch yet, and can be made again.
        """
        bundled = record and set(dyad) == set(RECORD_DYAD)
        watch = cls(planned(folder, dyad, record=bundled))
        if watch.settings.watch.record and bundled:
            watch.take_record()
        with watch.store.run(command="trackers") as run:
            watch.tracking.take_facts(run)
        write_template(folder, dyad, record=bundled)
        return watch

    @cached_property
    def areas(self) -> dict[str, Area]:
        """The issue areas of this watch: the default ones, or those of the user's file."""
        own = self.settings.watch.areas
        return load_areas(self.settings.folder / own if own else None)

    @cached_property
    def coder(self) -> Coder:
        """The event coder with this watch's settings."""
        from detente.coders import coder  # loads the parser: only where a text is coded

        return coder(self.settings, self.areas)

    @property
    def questions(self) -> Questions:
        """What can be asked of the store."""
        return Questions(self.store, self.dyad, self.areas)

    @property
    def tracking(self) -> Tracking:
        """The standing matters: treaties, sanctions, meetings, people, dates to come."""
        return Tracking(self.store, self.dyad, self.questions)

    def analyses(self, choice: Choice, known: Known) -> Analyses:
        """Return what can be asked of the numbers of `choice`; see detente.watch.analyses."""
        return self.questions.analyses(choice, known, self.settings)

    def newest_day(self, known: Known) -> dt.date:
        """Return the day of the newest report or act known: the day that a brief speaks from."""
        return newest_day(self.questions, known, dt.datetime.now(dt.UTC).date())

    def explain(self, reference: str, known: Known) -> Explanation:
        """Return what stands under an event, a number or a citation; see detente.watch.explaining."""
        questions = self.questions
        return explain(questions, Tracking(self.store, self.dyad, questions), reference, known)

    def take_record(self) -> Took:
        """Take in the bundled record; a second time changes nothing."""
        mentions, intake = to_mentions(load_record()), self._intake()
        for mention in mentions:
            intake.add(mention)
        for row in _record_exposure(mentions):
            intake.add(row)
        with self.store.run(command="record") as run:
            return intake.finish(run)

    def import_files(
        self,
        format_name: str,
        files: Iterable[Path],
        source_id: str | None = None,
        progress: Progress = _silent,
    ) -> Took:
        """Take in `files` of one layout; what cannot be read is in the result's rejects, the rest is kept.

        Raises WrongUse for an unknown layout or an id that is none.
        """
        if source_id is not None and not SOURCE_NAME.fullmatch(source_id):
            what = f"{source_id!r} is no id of a source"
            raise WrongUse(what, where="--source", do="use letters, digits, dots, dashes and underscores")
        layout = formats().get(format_name)
        if layout is None:
            raise WrongUse(
                f"unknown layout {format_name!r}", where="FORMAT", do=f"choose from {', '.join(formats())}"
            )
        paths, intake = list(files), self._intake()
        for number, path in enumerate(paths):
            progress(path.name, number, len(paths))
            self._read(layout, path, source_id or f"import-{format_name}", intake)
        progress("coding and linking", len(paths), len(paths))
        with self.store.run(command=f"import {format_name}") as run:
            return intake.finish(run)

    def update(self, progress: Progress = _silent) -> list[SourceLine]:
        """Fetch the watch's sources, take in what is new, and return a line for each source."""
        from detente.watch.updating import Updater  # loads the parsers of feeds and pages

        intake = self._intake()
        lines = Updater(self.settings, self.store, intake).fetch(progress)
        with self.store.run(command="update") as run:
            run.add([line.fetch for line in lines])
            self.tracking.take_facts(run)
            intake.finish(run)
        return lines

    def brief(
        self,
        known: Known | None = None,
        *,
        since: dt.date | None = None,
        as_of: dt.date | None = None,
        length: str = "full",
        phrase: bool | None = None,
        progress: Progress = _silent,
    ) -> Brief:
        """Return the brief that the store allows, in one length; see `briefs`."""
        return self.briefs((length,), known, since=since, as_of=as_of, phrase=phrase, progress=progress)[0]

    def briefs(
        self,
        lengths: Sequence[str],
        known: Known | None = None,
        *,
        since: dt.date | None = None,
        as_of: dt.date | None = None,
        phrase: bool | None = None,
        progress: Progress = _silent,
    ) -> list[Brief]:
        """Return the brief that the store allows in each of `lengths`; see detente.watch.gather.

        `since` opens the latest updates, and what the store knew by its end is compared with what it knows;
        without it that of the last brief. A brief of all that is known, and of no chosen day, is remembered.
        `phrase` has its sentences worded by the phraser of the settings, or does without; see
        detente.phrasers. Raises WrongUse for an unknown length.
        """
        words = phraser(self.settings, phrase)
        questions, held, today = self.questions, known or Known(), dt.datetime.now(dt.UTC).date()
        health = source_health(self.settings, questions.knowledge(Known()))
        view = questions.knowledge(held).view
        runs = view.runs()
        newest = runs[-1].recorded_at if runs else None
        changes = None
        if held == Known():
            changes = compared(self.store, view, since or last_brief(self.settings.folder, newest))

        def more(day: dt.date) -> Gathered:
            tracking = Tracking(self.store, self.dyad, questions)
            found = background(questions, tracking, self.settings, held, day, changes)
            return replace(
                found,
                foreseen=still_ahead(found.foreseen, as_of or held.as_published or held.known_by or today),
            )

        material = gather(questions, health, held, today=today, since=since, as_of=as_of, more=more)
        checker = Checker(view, material.events)
        if words is None:
            made = [compose(material, checker, length) for length in lengths]
        else:
            made = compose_phrased(material, checker, lengths, words, progress)
        if held == Known() and as_of is None:
            remember(self.settings.folder, newest, material.as_of)
        return made

    def check(self, lines: Iterable[CitedLine]) -> list[Verdict]:
        """Return a receipt for each sentence, or why it has none; see detente.watch.receipts."""
        return check_lines(lines, self.questions.knowledge(Known()).view)

    def health(self) -> list[SourceHealth]:
        """Return what is known of each source of this watch, by id."""
        return source_health(self.settings, self.questions.knowledge(Known()))

    def _intake(self) -> Intake:
        return Intake(self.store, self.dyad, lambda: self.coder, self.areas)

    def _read(self, layout: FileFormat, path: Path, source_id: str, intake: Intake) -> None:
        context = ReadContext(
            source_id, self.dyad, known=intake.knows, areas=frozenset(self.areas), taxonomy=self.areas
        )
        raw, rejects = self._keep(path), intake.took.rejects
        before = len(rejects)
        try:
            for item in layout.read(path, context):
                is_document = isinstance(item, Document) and item.raw_hash is None
                item = item.model_copy(update={"raw_hash": raw}) if is_document else item
                taken = intake.add(item, f"{path} (layout {layout.name})")
                if taken and layout.whole and isinstance(item, Mention):
                    intake.retell(item)
        except ValidationError as error:
            fields = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
            intake.add(Reject(where=f"{path} (layout {layout.name})", reason=f"reading ended: {fields}"))
        except BadInput as error:
            if len(rejects) == before:  # else each wrong line is told already
                intake.add(Reject(where=error.where or str(path), reason=error.what))

    def _keep(self, path: Path) -> str | None:
        """Keep the bytes of an imported file and return their hash; of a very large file only rows stay."""
        try:
            kept = path.stat().st_size <= LARGEST_KEPT
            return self.store.raw.put(path.read_bytes()) if kept else None
        except OSError:
            return None  # the reader says what is wrong with the file


def _record_exposure(mentions: list[Mention]) -> list[Exposure]:
    days = sorted({m.available_at.date() for m in mentions if m.available_at})
    rows = []
    for day in days:
        ids = sorted(m.mention_id for m in mentions if m.available_at and m.available_at.date() == day)
        number = len(ids)
        rows.append(
            Exposure(day=day, source_id=RECORD_ID, state="all", batch=key(*ids), n_seen=number, n_kept=number)
        )
    return rows
