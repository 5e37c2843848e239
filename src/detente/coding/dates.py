"""The times that a sentence names, each with its precision. docs/coder.md states the rules."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import dateparser

from detente.lang.lexicon import data
from detente.records import Precision

_SETTINGS = {"DATE_ORDER": "DMY", "STRICT_PARSING": True}
_DASHES = frozenset({"-", "–", "—", "through"})
_TO = _DASHES | {"to", "and", "until", "till"}
_SHARED_YEAR = re.compile(  # "from 9 May to 12 May 2024"
    r" ?(?:to|and|until|till|through|-|–) ?(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2}),? (?P<y>\d{4})\b"
)
_OPENING = re.compile(r"\b(?:between|from)\b", re.IGNORECASE)
_LENGTHS = ((1, Precision.DAY), (7, Precision.WEEK), (31, Precision.MONTH), (366, Precision.YEAR))


@dataclass(frozen=True, slots=True)
class Time:
    """A time named at [start, end) of a sentence: its first day and precision.

    `last` is the last day of a span ("from 2013 to 2015"), None where it is that of the precision. A span of
    more than a year has no precision.
    """

    start: int
    end: int
    day: dt.date
    precision: Precision | None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    day: re.Pattern[str]
    weekday: re.Pattern[str]
    off: re.Pattern[str]
    month: re.Pattern[str]
    year: re.Pattern[str]
    period: re.Pattern[str]
    ago: re.Pattern[str]
    fixed: re.Pattern[str]
    names: dict[str, Any]


@cache
def _rules(lang: str) -> _Rules:
    names = data(lang, "dates")
    months = "|".join([*names["months"], *(f"{short}\\.?" for short in names["short_months"])])
    numbers = "|".join(names["numbers"])
    ordinal = r"(?:st|nd|rd|th)?"
    iso = r"\b(?P<iso>\d{4}-\d\d-\d\d)\b"
    before_day = rf"(?P<d1>\d{{1,2}}){ordinal}(?: of)? (?P<m1>{months})"
    behind_day = rf"(?P<m2>{months}) (?P<d2>\d{{1,2}}){ordinal}"
    weekdays, full_months = "|".join(names["weekdays"]), "|".join(names["months"])
    near_month = "in|since|during|until|last|from|of|late|early|mid-|by"
    near_year = "between|in|since|during|of|from|until|early|late|by|as of"
    second = r"(?<=\d{4} )(?:to|and|until|till|through) |(?<=\d{4}[-–])"  # of a span of years
    rest = r"(?!-\d\d?\b)"  # no month follows
    patterns = {
        "day": rf"\b(?:{before_day}|{behind_day})(?![\d:])(?:,? (?P<y>\d{{4}}))?\b|{iso}",
        "weekday": rf"\b(?:(?P<rel>next|coming|last|this|past) )?(?P<w>{weekdays})\b(?! (?:times|post))",
        "off": rf"\b(?P<off>{'|'.join(names['days_off'])})\b",
        "month": rf"\b(?:{near_month}) ?(?P<m>{full_months})\b(?! \d{{1,2}}\b)(?:,? (?P<y>\d{{4}}))?",
        "year": rf"(?:\b(?:{near_year})(?: early| late| mid-?)? ?|{second})(?P<y>(?:19|20)\d\d)\b{rest}",
        "period": r"\b(?P<rel>last|this|next|past) (?P<unit>week|weekend|month|year)\b",
        "fixed": rf"\b(?:{'|'.join(names['fixed_days'])})\b",
        "ago": rf"\b(?P<n>\d+|{numbers}) (?P<unit>day|week|month|year|decade)s? (?:ago|earlier)\b",
    }
    return _Rules(**{name: re.compile(text, re.IGNORECASE) for name, text in patterns.items()}, names=names)


def times(text: str, published: dt.date | None, lang: str = "en", *, future: bool = False) -> list[Time]:
    """Return the times that `text` names, in order.

    A weekday or month is the latest such up to publication, or the next one for a `future` act; a day and
    month without a year is the one nearest to publication.
    """
    found: list[Time] = []
    for time in (
        *_days(text, published, lang),
        *_named_days(text, published, lang),
        *_relative(text, published, lang, future),
        *_wide(text, published, lang, future),
    ):
        if not any(time.start < other.end and other.start < time.end for other in found):
            found.append(time)
    found.sort(key=lambda time: time.start)
    return _spans(text, sorted([*found, *_same_days(text, found)], key=lambda time: time.start))


def _named_days(text: str, published: dt.date | None, lang: str) -> Iterator[Time]:
    """Yield the days that have a name and no date ("New Year's Eve"), the nearest to publication."""
    rules = _rules(lang)
    for match in rules.fixed.finditer(text.replace("’", "'")):
        day, month = rules.names["fixed_days"][match[0].lower()]
        found = _nearest(str(day), month, None, published)
        if found is not None:
            yield Time(match.start(), match.end(), found, Precision.DAY)


def _same_days(text: str, found: list[Time]) -> Iterator[Time]:
    """Yield "the same day", which is the day last named before it."""
    for match in re.finditer(r"\b(?:the|that) same day\b", text, re.IGNORECASE):
        before = [time for time in found if time.end <= match.start() and time.precision is Precision.DAY]
        if before:
            yield Time(match.start(), match.end(), before[-1].day, Precision.DAY)


def _spans(text: str, found: list[Time]) -> list[Time]:
    """Return the times, two that are the ends of one span as one ("from 9 to 12 May" has one already)."""
    spans: list[Time] = []
    for time in found:
        first = spans[-1] if spans else None
        between = text[first.end : time.start].strip().lower() if first else ""
        opened = _OPENING.search(text[max(0, first.start - 10) : first.end]) if first else None
        if first is not None and between in _TO and (opened or between in _DASHES) and first.day < time.day:
            spans[-1] = _span(first, time)
        else:
            spans.append(time)
    return spans


def _span(first: Time, second: Time) -> Time:
    last = last_day(second)
    days = (last - first.day).days + 1
    precision = next((name for most, name in _LENGTHS if days <= most), None)
    return Time(first.start, second.end, first.day, precision, last)


def _days(text: str, published: dt.date | None, lang: str) -> Iterator[Time]:
    for match in _rules(lang).day.finditer(text):
        if match["iso"]:
            day = _parsed(match["iso"])
        else:
            behind = _SHARED_YEAR.match(text, match.end())
            year = match["y"] or (behind["y"] if behind else None)
            day = _nearest(match["d1"] or match["d2"], match["m1"] or match["m2"], year, published)
        if day is not None:
            yield Time(match.start(), match.end(), day, Precision.DAY)


def _nearest(day: str, month: str, year: str | None, published: dt.date | None) -> dt.date | None:
    if year is not None:
        return _parsed(f"{day} {month} {year}")
    if published is None:
        return None
    near = [_parsed(f"{day} {month} {published.year + step}") for step in (-1, 0, 1)]
    return min((d for d in near if d is not None), key=lambda d: abs((d - published).days), default=None)


@cache
def _parsed(text: str) -> dt.date | None:
    found = dateparser.parse(text.replace(".", ""), languages=["en"], settings=_SETTINGS)
    return found.date() if found else None


def _relative(text: str, published: dt.date | None, lang: str, future: bool) -> Iterator[Time]:
    if published is None:
        return
    rules = _rules(lang)
    for match in rules.weekday.finditer(text):
        yield Time(match.start(), match.end(), _weekday(match, published, rules.names, future), Precision.DAY)
    for match in rules.off.finditer(text):
        step = rules.names["days_off"][match["off"].lower()]
        yield Time(match.start(), match.end(), _moved(published, step), Precision.DAY)
    for match in rules.period.finditer(text):
        yield _period(match, published)
    for match in rules.ago.finditer(text):
        yield _ago(match, published, rules.names)


def _weekday(match: re.Match[str], published: dt.date, names: dict[str, Any], future: bool) -> dt.date:
    number = names["weekdays"].index(match["w"].lower())
    relation = (match["rel"] or "").lower()
    if relation in ("next", "coming") or (future and relation not in ("last", "past")):
        return _moved(published, (number - published.weekday()) % 7 or 7)
    back = (published.weekday() - number) % 7
    return _moved(published, -(back or (7 if relation == "last" else 0)))


def _moved(day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return day


def _period(match: re.Match[str], published: dt.date) -> Time:
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[match["rel"].lower()]
    unit = match["unit"].lower()
    if unit in ("week", "weekend"):
        monday = _moved(published, -published.weekday() + 7 * step)
        return Time(
            match.start(), match.end(), monday if unit == "week" else _moved(monday, 5), Precision.WEEK
        )
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return Time(match.start(), match.end(), _safe(months // 12, months % 12 + 1), Precision.MONTH)
    return Time(match.start(), match.end(), _safe(published.year + step, 1), Precision.YEAR)


def _safe(year: int, month: int) -> dt.date:
    return dt.date(min(max(year, 1), 9999), month, 1)


def _ago(match: re.Match[str], published: dt.date, names: dict[str, Any]) -> Time:
    text = match["n"].lower()
    number = min(int(text), 5000) if text.isdigit() else int(names["numbers"][text])
    unit = match["unit"].lower()
    days = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}[unit]
    precision = {"day": Precision.DAY, "week": Precision.WEEK, "month": Precision.MONTH}.get(
        unit, Precision.YEAR
    )
    back = min(number * days, (published - dt.date.min).days)
    return Time(match.start(), match.end(), _moved(published, -back), precision)


def _wide(text: str, published: dt.date | None, lang: str, future: bool) -> Iterator[Time]:
    rules = _rules(lang)
    for match in rules.month.finditer(text):
        number = rules.names["months"].index(match["m"].lower()) + 1
        if match["y"]:
            yield Time(match.start(), match.end(), _safe(int(match["y"]), number), Precision.MONTH)
        elif published is not None:
            year = published.year - (number > published.month) + (future and number != published.month)
            yield Time(match.start(), match.end(), _safe(year, number), Precision.MONTH)
    for match in rules.year.finditer(text):
        start = match.start("y") if match[0].split()[0].lower() in _TO else match.start()
        yield Time(start, match.end(), dt.date(int(match["y"]), 1, 1), Precision.YEAR)


def last_day(time: Time) -> dt.date:
    """Return the last day that the time may mean."""
    if time.last is not None:
        return time.last
    if time.precision is Precision.DAY:
        return time.day
    if time.precision is Precision.WEEK:
        return _moved(time.day, 6)
    if time.precision is Precision.MONTH:
        return time.day.replace(day=calendar.monthrange(time.day.year, time.day.month)[1])
    return dt.date(time.day.year, 12, 31)
