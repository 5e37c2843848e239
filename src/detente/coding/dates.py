"""When an act happened: the day a sentence names, or that of publication with a wider precision."""

from __future__ import annotations

import datetime as dt
import re

import dateparser

from detente.records import Precision

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan\\.?|feb\\.?|mar\\.?|apr\\.?|jun\\.?|jul\\.?|aug\\.?|sept?\\.?|oct\\.?|nov\\.?|dec\\.?"
)
_DAY = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?P<m1>{MONTHS})"
    rf"|(?P<m2>{MONTHS}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)"
    r"\b(?!:)(?:,? (?P<y>\d{4}))?",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\bin (?P<m>{MONTHS})(?: (?P<y>\d{{4}}))?\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|since|during) (?P<y>(?:19|20)\d\d)\b")
_WEEKDAY = re.compile(rf"\b(?:(?P<next>next|coming) |last )?(?P<w>{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "overnight": 0}
_NEAR_WORD = re.compile(rf"\b({'|'.join(_NEAR)})\b", re.IGNORECASE)

Dated = tuple[dt.date | None, Precision | None]


def event_date(sentence: str, published: dt.date | None, *, future: bool = False) -> Dated:
    """Return (day, precision) of the act in `sentence`.

    A weekday is the latest such day up to publication, or the next one for a future act. A day and month
    without a year is the one nearest to publication. Where the sentence names no time it is the
    publication day with precision "week": inferred, and marked as no more exact than that. (None, None) if
    nothing is known.
    """
    for read in (_full, _relative, _weekday, _month, _year):
        found = read(sentence, published, future)
        if found is not None:
            return found
    return (published, Precision.WEEK) if published else (None, None)


def _full(sentence: str, published: dt.date | None, _future: bool) -> Dated | None:
    match = _DAY.search(sentence)
    if match is None:
        return None
    day, month, year = match["d1"] or match["d2"], match["m1"] or match["m2"], match["y"]
    if year is not None:
        date = _parsed(f"{day} {month} {year}")
    elif published is None:
        return None
    else:
        near = [_parsed(f"{day} {month} {published.year + step}") for step in (-1, 0, 1)]
        known = [each for each in near if each is not None]
        date = min(known, key=lambda each: abs((each - published).days), default=None)
    return (date, Precision.DAY) if date else None


def _parsed(text: str) -> dt.date | None:
    found = dateparser.parse(text, languages=["en"], settings={"DATE_ORDER": "DMY", "STRICT_PARSING": True})
    return found.date() if found else None


def _relative(sentence: str, published: dt.date | None, _future: bool) -> Dated | None:
    match = _NEAR_WORD.search(sentence)
    if match is None or published is None:
        return None
    return published + dt.timedelta(days=_NEAR[match[1].lower()]), Precision.DAY


def _weekday(sentence: str, published: dt.date | None, future: bool) -> Dated | None:
    match = _WEEKDAY.search(sentence)
    if match is None or published is None:
        return None
    number = WEEKDAYS.index(match["w"].lower())
    if future or match["next"]:
        return published + dt.timedelta(days=(number - published.weekday()) % 7 or 7), Precision.DAY
    return published - dt.timedelta(days=(published.weekday() - number) % 7), Precision.DAY


def _month(sentence: str, published: dt.date | None, _future: bool) -> Dated | None:
    match = _MONTH.search(sentence)
    if match is None or (match["y"] is None and published is None):
        return None
    year = int(match["y"]) if match["y"] else published.year if published else 1
    date = _parsed(f"1 {match['m']} {year}")
    if date and match["y"] is None and published and date > published:
        date = date.replace(year=year - 1)
    return (date, Precision.MONTH) if date else None


def _year(sentence: str, _published: dt.date | None, _future: bool) -> Dated | None:
    match = _YEAR.search(sentence)
    return (dt.date(int(match["y"]), 1, 1), Precision.YEAR) if match else None
