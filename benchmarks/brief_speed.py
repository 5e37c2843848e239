"""Time of a brief over 10,000 events: python -m benchmarks.brief_speed.

Makes a watch of generated acts by `detente import detente`, then times `detente brief` alone and with a PDF,
each as a whole process, in seconds of wall and of processor.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from detente.ontology.areas import load_areas

EVENTS, DAYS = 10_000, 1_800
FIRST = dt.date(2021, 1, 1)
KINDS = (
    ("SANCTION", "discontinue", 4, -6.0),
    ("ACCUSE", "disapprove", 3, -2.0),
    ("CONSULT", "phone", 1, 2.0),
    ("COERCE", "arrest", 4, -7.0),
)
SIDES = {"USA": "United States", "RUS": "Russia"}


def row(number: int, draw: random.Random, areas: list[str]) -> dict[str, object]:
    """Return one generated act as a line of the `detente` layout."""
    kind, mode, quad, score = draw.choice(KINDS)
    actor, recipient = draw.sample(sorted(SIDES), 2)
    day = FIRST + dt.timedelta(days=number * DAYS // EVENTS)
    joint = kind == "CONSULT"
    sides = [{"text": SIDES[code], "code": code, "sector": "GOV"} for code in (actor, recipient)]
    return {
        "id": str(number),
        "event_id": f"act-{number}",
        "distinct": True,
        "event_type": kind,
        "mode": mode,
        "contexts": [],
        "areas": draw.sample(areas, draw.randrange(1, 3)),
        "quad_class": quad,
        "score": score,
        "actor": sides if joint else sides[:1],
        "recipient": [] if joint else sides[1:],
        "direction": "RUS-USA" if joint else f"{actor}>{recipient}",
        "arena": None,
        "status": draw.choice(["asserted"] * 9 + ["alleged"]),
        "modality": "actual",
        "claimants": [],
        "event_date": day.isoformat(),
        "date_precision": "day",
        "place": None,
        "span": None,
        "confidence": 0.9,
        "coder": "generated",
        "reports": [
            {
                "source": f"Outlet {draw.randrange(40)}",
                "url": f"https://outlet.example/{number}",
                "published_at": f"{day}T12:00:00Z",
            }
        ],
    }


def run(*arguments: str) -> tuple[float, float]:
    """Run `detente` with `arguments`, and return the seconds of wall and of processor."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [str(Path(sys.executable).with_name("detente")), *arguments], check=True, stdout=subprocess.DEVNULL
    )
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Make the watch, and print what each command took."""
    draw, areas = random.Random(1), sorted(load_areas())  # noqa: S311 - a repeatable sample
    with tempfile.TemporaryDirectory() as folder:
        lines, watch = Path(folder) / "acts.jsonl", str(Path(folder) / "w")
        rows = (row(number, draw, areas) for number in range(EVENTS))
        lines.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
        run("init", watch, "--no-record")
        asked = {
            "import": ("import", "detente", str(lines)),
            "brief": ("brief",),
            "brief again": ("brief",),
            "brief and html": ("brief", "--html", str(Path(folder) / "b.html")),
            "brief and pdf": ("brief", "--pdf", str(Path(folder) / "b.pdf")),
        }
        for name, command in asked.items():
            wall, used = run("--watch", watch, *command)
            print(f"{name}: {wall:.1f} s of wall, {used:.1f} s of processor", flush=True)


if __name__ == "__main__":
    main()
