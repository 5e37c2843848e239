"""When something was published: the moment in UTC, the offset the source wrote, and how exact it is."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
import warnings
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

import dateparser

_DAY_ONLY = re.compile(r"\d{4}-?\d{2}-?\d{2}|\d{4}/\d{2}/\d{2}")
_LONGEST = 80
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_ABSOLUTE = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
_SLASHES = re.compile(r"\b(\d{1,2})/(\d{1,2})/\d{2,4}\b")
_NO_MONTH = re.compile(r"\d{4}[-/](?!0[1-9]|1[0-2])\d\d[-/]")
_DOTS = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b")


@dataclass(frozen=True, slots=True)
class Published:
    """A moment in UTC, the offset it was written with in minutes, and "second" or "day" as its precision.

    A day without a time stands for its first moment in the source's zone.
    """

    at: dt.datetime
    offset: int
    precision: str = "second"

    @property
    def fields(self) -> dict[str, object]:
        """The three fields of a Document."""
        return {
            "published_at": self.at,
            "published_offset": self.offset,
            "published_precision": self.precision,
        }


def published(value: object, timezone: str = "UTC", lang: str | None = None) -> Published | None:
    """Return the moment that `value` (ISO 8601, RFC 822, epoch seconds, words) names, or None.

    A value without a zone is taken to be in `timezone` (IANA). Relative words ("yesterday") and dates
    without a year name no moment, nor does 03/04/2025, which is April here and March there. Years
    outside 1900-2200 are refused as slips.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if not isinstance(value, str):
        return _epoch(value)
    text = " ".join(value.split())[: _LONGEST + 1]
    if not 6 <= len(text) <= _LONGEST:
        return None
    moment = _iso(text) or _rfc822(text) or _words(text, lang)
    precision = "day" if _DAY_ONLY.fullmatch(text) or _midnight_words(text, moment) else "second"
    return _fix(moment, timezone, precision) if moment is not None else None


def _epoch(value: float) -> Published | None:
    try:
        moment = dt.datetime.fromtimestamp(value / 1000 if abs(value) > 1e11 else value, dt.UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return _fix(moment, "UTC", "second") if value > 1e8 else None


def _iso(text: str) -> dt.datetime | None:
    if not text[0].isdigit():
        return None
    try:
        return dt.datetime.fromisoformat(re.sub(r"(?<=\d) (?=[+-]\d\d:?\d\d$)|(?<=\d) (?=Z$)", "", text))
    except ValueError:
        return None


def _rfc822(text: str) -> dt.datetime | None:
    parts = email.utils.parsedate_tz(text) if re.search("[A-Za-z]", text) else None
    if parts is None or not re.search(r"\d:\d\d", text):
        return None
    named = re.search(r"\b(?:Z|UTC|GMT|UT)$|[+-]\d{4}$", text) is not None
    try:
        moment = dt.datetime(*parts[:6])
        if parts[9] is None or (parts[9] == 0 and not named):
            return moment if not re.search(r"[A-Za-z]{3,5}$", text) else _words(text, "en")
        return moment.replace(tzinfo=dt.timezone(dt.timedelta(seconds=parts[9])))
    except (ValueError, OverflowError):
        return None


def _words(text: str, lang: str | None) -> dt.datetime | None:
    if _NO_MONTH.match(text):
        return None
    slashes = _SLASHES.search(text)
    if slashes and slashes[1] != slashes[2] and max(int(slashes[1]), int(slashes[2])) <= 12:
        return None
    languages = sorted({"en", lang} & _spoken()) if lang else ["en"]
    settings = _ABSOLUTE | ({"DATE_ORDER": "DMY"} if _DOTS.search(text) else {})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return dateparser.parse(text, languages=languages, settings=settings)
    except (ValueError, OverflowError, TypeError, RecursionError):
        return None


@cache
def _spoken() -> frozenset[str]:
    from dateparser.data import languages_info

    return frozenset(languages_info.language_order)


def _midnight_words(text: str, moment: dt.datetime | None) -> bool:
    """Whether words name a day and no time of day."""
    return moment is not None and moment.time() == dt.time() and ":" not in text


def _fix(moment: dt.datetime, timezone: str, precision: str) -> Published | None:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    try:
        local = moment if moment.tzinfo is not None else moment.replace(tzinfo=ZoneInfo(timezone))
        offset = local.utcoffset() or dt.timedelta()
        return Published(local.astimezone(dt.UTC), int(offset.total_seconds() // 60), precision)
    except (OverflowError, ValueError):
        return None
