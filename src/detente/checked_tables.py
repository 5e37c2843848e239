"""Writes what a check of sentences found for the command line: as text, JSON or CSV."""

from __future__ import annotations

from collections.abc import Sequence

from detente import tables
from detente.findings import Withheld
from detente.outputs.brief.phrases import clean, count
from detente.receipts import Receipt, Unchecked, Verdict


def verdicts(found: Sequence[Verdict], form: str) -> str:
    """Return each sentence with what was found of it, why it is withheld, or that it rests on the record.

    As JSON with the place of every item; as CSV a row a sentence. Raises WrongUse for another form.
    """
    if form == "json":
        return tables.write([_row(verdict, True) for verdict in found], form)
    if form == "csv":
        return tables.write([_row(verdict, False) for verdict in found], form, ("verdict", "text", "reasons"))
    if form != "text":
        return tables.write([], form)
    unchecked = sum(isinstance(verdict, Unchecked) for verdict in found)
    withheld = sum(isinstance(verdict, Withheld) for verdict in found)
    said = f"{count(len(found) - unchecked, 'sentence', 'sentences')} checked, {withheld} withheld"
    said += f"; {unchecked} on the record, not checked" if unchecked else ""
    return "".join(map(_lines, found)) + said + "\n"


def _lines(verdict: Verdict) -> str:
    if not isinstance(verdict, Receipt):
        return f"{_word(verdict):8}  {clean(verdict.text)}\n" + "".join(
            f"          - {r}\n" for r in verdict.reasons
        )
    return f"holds     {clean(verdict.text)}\n"


def _word(verdict: Withheld | Unchecked) -> str:
    return "withheld" if isinstance(verdict, Withheld) else "record"


def _row(verdict: Verdict, whole: bool) -> tables.Row:
    if not isinstance(verdict, Receipt):
        reasons: object = list(verdict.reasons) if whole else "; ".join(verdict.reasons)
        return {"verdict": _word(verdict), "text": verdict.text, "reasons": reasons, "found": []}
    found = [
        {"kind": f.kind, "text": f.text, "passage": f.passage, "start": f.start, "end": f.end}
        for f in verdict.found
    ]
    return {"verdict": "holds", "text": verdict.text, "reasons": [] if whole else "", "found": found}
