"""Receipts: a sentence is checked against the stored passages that it cites, before it is shown."""

from __future__ import annotations

from detente.findings import Withheld
from detente.receipts.checking import check
from detente.receipts.model import Found, Passage, Receipt, Unchecked, Verdict
from detente.receipts.reading import Reader, Reading

__all__ = ["Found", "Passage", "Reader", "Reading", "Receipt", "Unchecked", "Verdict", "Withheld", "check"]
