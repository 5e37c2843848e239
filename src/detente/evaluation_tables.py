"""Writes evaluations for the command line as text tables, JSON or CSV."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from detente.evaluation import Calibration, Confusion, Evaluation, Row as Figure
from detente.outputs.safe import json_text
from detente.tables import Row, as_cell, write

FIGURE = ("figure", "cls", "value", "lower", "upper", "n")


def figures(rows: Iterable[Figure], form: str) -> str:
    """Return figures one a row: what, of which class, the value with its 95% interval, and of how many."""
    return write([asdict(row) for row in rows], form, FIGURE)


def evaluation(found: Evaluation, form: str) -> str:
    """Return an evaluation: figures, confusion table and calibration, as CSV the figures alone."""
    if form == "json":
        return json_text(_measured(found), 2) + "\n"
    rows = figures(found.figures, form)
    if form != "text":
        return rows
    measured = f"{found.set_name} as {found.kind}, coder {found.coder}"
    parts = [f"{measured}: {found.texts:,} texts, {len(found.rejects):,} not coded.\n", rows]
    if found.confusion is not None:
        parts += ["Confusion: true classes down, coded ones across.\n", _confusion(found.confusion)]
    if found.calibration is not None:
        parts += [_error(found.calibration), write([asdict(each) for each in found.calibration.bins], form)]
    return "\n".join(parts)


def _measured(found: Evaluation) -> Row:
    table = found.confusion
    return {
        "set": found.set_name,
        "kind": found.kind,
        "coder": found.coder,
        "texts": found.texts,
        "figures": [asdict(row) for row in found.figures],
        "confusion": [
            {"true": true, "coded": coded, "n": n} for (true, coded), n in sorted(table.cells.items())
        ]
        if table
        else None,
        "calibration": asdict(found.calibration) if found.calibration else None,
        "rejects": [reject.model_dump(mode="json") for reject in found.rejects],
    }


def _confusion(table: Confusion) -> str:
    short = {name: name[:4] for name in table.names}
    rows = [
        {"": true, **{short[coded]: table.cells.get((true, coded)) or "." for coded in table.names}}
        for true in table.names
    ]
    return write(rows, "text")


def _error(found: Calibration) -> str:
    low, high = as_cell(found.lower), as_cell(found.upper)
    return f"Expected calibration error {found.error:.3f} ({low} to {high}) over {found.n:,} events.\n"
