"""The brief as JSON, for programs: the same sections, sentences, citations and figures."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from detente.outputs.brief.model import Brief, Checked, Citation
from detente.outputs.format import BriefFormat, reports


def render(brief: Brief) -> str:
    """Return the brief as indented JSON text; dates are ISO 8601."""
    content: dict[str, Any] = {
        "title": brief.title,
        "as_of": brief.as_of.isoformat(),
        "options": brief.options.strip(),
        "sections": [asdict(section) for section in brief.sections],
        "checked": _checked(brief.checked),
        "citations": [_citation(citation) for citation in brief.citations],
        "timeline": [
            dict(zip(("quarter", "tension", "cooperation"), row, strict=True)) for row in brief.plot_rows
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


def _checked(checked: Checked) -> dict[str, Any]:
    told = {**asdict(checked), "withheld": [each.model_dump(mode="json") for each in checked.withheld]}
    if checked.phrasing is not None:
        told["phrasing"]["refused"] = [each.model_dump(mode="json") for each in checked.phrasing.refused]
    return told


def _citation(citation: Citation) -> dict[str, Any]:
    told = [
        {"outlet": outlet, "url": url, "published": published} for outlet, url, published in reports(citation)
    ]
    return {
        "number": citation.number,
        "event_id": citation.event_id,
        "basis": citation.basis.value,
        "reports": told,
    }


FORMAT = BriefFormat("json", render)
