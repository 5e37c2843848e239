"""The numbers of a text, in digits or words, with their units and bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from detente.lang.alike import alike

PERCENT = ("%", "per cent", "percent", "percentage point", "pct")
MONEY = (
    "$",
    "us$",
    "€",
    "£",
    "¥",
    "₽",
    "₹",
    "usd",
    "eur",
    "dollar",
    "euro",
    "pound",
    "ruble",
    "rouble",
    "yuan",
    "yen",
)
BEFORE = 28
SIGNS = "$€£¥₽₹₩₾₴₺₪₦₱₫"


@dataclass(frozen=True, slots=True)
class Number:
    """A number at [start, end): its value, unit ("", "money", "percent", "ordinal", "times"), and bound.

    `bound` is "least", "most" or "about", "" for a plain one; `currency` its sign, where it has one.
    """

    start: int
    end: int
    text: str
    value: float
    unit: str = ""
    bound: str = ""
    currency: str = ""

    def moved(self, by: int) -> Number:
        """Return the number as it stands in a text that begins `by` characters earlier."""
        return replace(self, start=self.start + by, end=self.end + by)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = alike()
    small = "|".join(sorted([*known.cardinals, *known.ordinals], key=len, reverse=True))
    scales = "|".join(sorted((s for s in known.scales if len(s) > 2), key=len, reverse=True))
    tail = r"(?:[-\s]?(?:" + "|".join(sorted(known.scales, key=len, reverse=True)) + r")\b)*"
    money = rf"(?:(?:[A-Z]{{1,3}})?[{SIGNS}])?\s?"
    grouped = rf"{money}\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?{tail}"
    digits = rf"{grouped}|{money}\d+(?:\.\d+)?(?:st|nd|rd|th)?{tail}"
    spelled = rf"(?:a |an )?(?:(?:{small}|{scales})(?:[-\s]+(?:and )?)?)*(?:{small}|{scales})s?\b"
    others = "|".join([*known.vague, *known.multiples])
    pattern = rf"(?:(?<![\w.,-])|(?<=-in-))(?:{digits})(?![\w])|\b(?:{spelled})|\b(?:{others})\b"
    return re.compile(pattern, re.IGNORECASE), re.compile(r"[a-z]+|\d[\d,]*(?:\.\d+)?", re.IGNORECASE)


def numbers(text: str, taken: list[tuple[int, int]]) -> list[Number]:
    """Return the numbers of `text` outside the places `taken` (times and names), in order."""
    found = []
    for match in _patterns()[0].finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found += list(_number(text, match))
    return found


def _number(text: str, match: re.Match[str]) -> Iterator[Number]:
    written = match[0].strip()
    value, ordinal = _value(written)
    if value is None or (re.fullmatch(r"(?:a|an)\b.*", written, re.IGNORECASE) and value == 1):
        return
    sign = re.match(rf"([A-Za-z]{{0,3}})([{SIGNS}])", written)
    currency = sign[1].lower().removeprefix("us").removeprefix("gb") + sign[2] if sign else ""
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    unit = "ordinal" if ordinal else _unit(text, match.end(), written)
    yield Number(start, match.end(), written, value, unit, _bound(text, start, match.end()), currency)


def _value(written: str) -> tuple[float | None, bool]:
    known, total, current, seen, ordinal = alike(), 0.0, 0.0, False, False
    lower = written.lower()
    if lower in known.vague:
        return (known.vague[lower] or None), False
    if lower in known.multiples:
        return known.multiples[lower], False
    for part in _patterns()[1].findall(lower):
        if part[0].isdigit():
            current, seen = current + float(part.replace(",", "")), True
        elif part in known.cardinals or part in known.ordinals:
            ordinal = ordinal or part in known.ordinals
            current, seen = current + known.cardinals.get(part, known.ordinals.get(part, 0)), True
        elif (scale := known.scales.get(part, known.scales.get(part.removesuffix("s")))) is not None:
            current, seen = (current if seen else 1) * scale, True
            if scale >= 1000:
                total, current = total + current, 0.0
        elif part in ("st", "nd", "rd", "th"):
            ordinal = True
    return (total + current if seen else None), ordinal


def _unit(text: str, end: int, written: str) -> str:
    after = text[end : end + 16].lower().lstrip(" -")
    if after.startswith(PERCENT):
        return "percent"
    if re.match(rf"[A-Za-z]{{0,3}}[{SIGNS}]", written) or after.startswith(MONEY):
        return "money"
    return "times" if written.lower() in alike().multiples else ""


def _bound(text: str, start: int, end: int) -> str:
    before = re.sub(r"(?:us)?[$€£]$", "", text[max(0, start - BEFORE) : start].lower().rstrip()).rstrip()
    after = text[end : end + BEFORE].lower().lstrip()
    for kind, phrases in alike().bounds.items():
        behind = any(after.startswith(phrase) for phrase in phrases if phrase in ("or more", "plus"))
        if behind or any(re.search(rf"\b{re.escape(phrase)}(?: the| a| an)?$", before) for phrase in phrases):
            return kind
    return ""


def agrees(own: Number, other: Number) -> bool:
    """Tell whether a number of a sentence is one of the passage, or rounds it and says so."""
    units = own.unit == other.unit or {own.unit, other.unit} <= {"", "money"}
    if not units or (own.currency and other.currency and own.currency != other.currency):
        return False
    if own.value == other.value:
        return True
    rounded = abs(own.value - other.value) <= 0.05 * abs(other.value)
    if own.bound == "least":
        return rounded and own.value < other.value and other.bound != "most"
    if own.bound == "most":
        return rounded and own.value > other.value and other.bound != "least"
    return own.bound == "about" and rounded


def firmer(own: Number, other: Number) -> bool:
    """Tell whether the sentence drops or turns the bound that the passage gives ("at least 46")."""
    return (
        own.value == other.value
        and bool(other.bound)
        and own.bound != other.bound
        and {own.bound, other.bound} != {"most", "about"}
    )
