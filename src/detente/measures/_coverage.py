"""Which periods were observed at all, and by what kind of source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from detente.errors import WrongUse
from detente.measures._periods import first_day, period_of
from detente.records import Event, Exposure, Sampling

FAR = 5
"""Years on either side of what is known, for which numbers can be asked."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Periods (by first day) in which a source that is not curated was seen, and those of curated sources.

    `first` and `last` are the ends of the days on which anything was seen.
    """

    observed: frozenset[dt.date]
    curated: frozenset[dt.date]
    first: dt.date | None
    last: dt.date | None

    @classmethod
    def of(
        cls, exposure: Iterable[Exposure], acts: Sequence[Event], freq: str, curated_sources: Collection[str]
    ) -> Self:
        """Return the coverage that `exposure` shows.

        An act of a curated source shows that such a source covers the period of the act.
        """
        rows = [row for row in exposure if row.n_seen > 0]
        days = [row.day for row in rows]
        observed = {first_day(row.day, freq) for row in rows if row.source_id not in curated_sources}
        curated = {first_day(row.day, freq) for row in rows if row.source_id in curated_sources}
        for act in acts:
            if act.sampling is Sampling.CURATED and act.event_date:
                period = period_of(act.event_date, act.date_precision, freq)
                curated |= {period} if period else set()
        return cls(
            frozenset(observed),
            frozenset(curated),
            min(days, default=None),
            max(days, default=None),
        )

    def range(
        self, acts: Sequence[Event], since: dt.date | None, until: dt.date | None
    ) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and last day to speak of: as asked, else the ends of acts and exposure.

        Raises WrongUse for a day more than FAR years away from these, in which nothing can be told.
        """
        days = [act.event_date for act in acts if act.event_date]
        days += [day for day in (self.first, self.last) if day]
        if not days:
            if since is None or until is None:
                return None, None
            days = [until]
        check_near(days, since, until)
        return since or min(days), until or max(days)


def check_near(days: Collection[dt.date], *asked: dt.date | None) -> None:
    """Raise WrongUse where a day asked for is more than FAR years away from all `days`, if there are any."""
    for day in filter(None, asked if days else ()):
        if not min(days).year - FAR <= day.year <= max(days).year + FAR:
            raise WrongUse(
                f"{day} is more than {FAR} years from all that is known",
                where="days",
                do=f"give days near to {min(days)} and {max(days)}",
            )
