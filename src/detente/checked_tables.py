"""Writes what a check of sentences found for the command line: as text, JSON or CSV."""

from __future__ import annotations

from collections.abc import Sequence

from detente import tables
from detente.findings import Withheld
from detente.outputs.brief.phrases import clean, count
from detente.receipts import Verdict


def verdicts(found: Sequence[Verdict], form: str) -> str:
    """Return each sentence with what was found of it, or why it is withheld.

    As JSON with the place of every item; as CSV a row a sentence. Raises WrongUse for another form.
    """
    if form == "json":
        return tables.write([_row(verdict, True) for verdict in found], form)
    if form == "csv":
        return tables.write([_row(verdict, False) for verdict in found], form, ("verdict", "text", "reasons"))
    if form != "text":
        return tables.write([], form)
    withheld = sum(isinstance(verdict, Withheld) for verdict in found)
    said = f"{count(len(found), 'sentence', 'sentences')} checked, {withheld} withheld"
    return "".join(map(_lines, found)) + said + "\n"


def _lines(verdict: Verdict) -> str:
    if isinstance(verdict, Withheld):
        return f"withheld  {clean(verdict.text)}\n" + "".join(f"          - {r}\n" for r in verdict.reasons)
    return f"holds     {clean(verdict.text)}\n"


def _row(verdict: Verdict, whole: bool) -> tables.Row:
    if isinstance(verdict, Withheld):
        reasons: object = list(verdict.reasons) if whole else "; ".join(verdict.reasons)
        return {"verdict": "withheld", "text": verdict.text, "reasons": reasons, "found": []}
    found = [
        {"kind": f.kind, "text": f.text, "passage": f.passage, "start": f.start, "end": f.end}
        for f in verdict.found
    ]
    return {"verdict": "holds", "text": verdict.text, "reasons": [] if whole else "", "found": found}
