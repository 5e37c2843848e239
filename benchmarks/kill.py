"""SIGKILL of `import` and `update` at random moments; the next run must make the store whole.

Run: .venv/bin/python -m benchmarks.kill [KILLS] [SEED]      (KILLS of each command, 10 by default)

The undisturbed run is measured first. Every second moment is drawn from the whole of its time, every other
one from the time of one phase in turn; a moment that comes after the end is drawn again, so every kill lands.
The tables are compared sorted with those of an undisturbed run, without the stamps of runs and the times of
fetches.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.watch.sites import export, feed, make_watch, serve_export, tables
from tests.website import running, say

ROOT = Path(__file__).resolve().parents[1]
PHASES = ("reading", "coding", "linking", "writing", "committed")
DOCUMENTS = 100
AIMS = ("writing", "coding", "linking")
DATE = "Wed, 19 Mar 2025 10:00:00 GMT"
SENTENCES = (
    "The United States imposed sanctions on Russia on Tuesday.",
    "Russia expelled two American diplomats on Wednesday.",
    "The United States and Russia agreed on Monday to reopen their consulates.",
    "Russia accused the United States of spying on its embassy.",
    "Rain fell on Lisbon for a third day.",
)

Words = tuple[str, ...]
Tables = dict[str, list[Any]]


@dataclass(frozen=True)
class Kill:
    """One kill that landed: the phase it hit, the draws it took, and what was there before and after."""

    phase: str
    draws: int
    all_or_nothing: bool
    same: bool


@dataclass(frozen=True)
class Measured:
    """When each phase of an undisturbed run began and when the run ended, in seconds from its start."""

    began: dict[str, float]
    seconds: float

    def span(self, phase: str) -> float:
        """Return how long `phase` lasted, in seconds."""
        later = [at for at in (*self.began.values(), self.seconds) if at > self.began[phase]]
        return min(later, default=self.seconds) - self.began[phase]


@contextmanager
def started(watch: Path, words: Words) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start the program on `watch`; give the process and the pipe that tells of its phases."""
    told, tell = os.pipe()
    call = [sys.executable, "-m", "benchmarks.kill", "--child", str(tell), "--watch", str(watch), *words]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(call, cwd=ROOT, pass_fds=[tell], stdout=quiet, stderr=quiet)
    os.close(tell)
    try:
        yield process, told
    finally:
        process.kill()
        process.wait()
        os.close(told)


def child(tell: int, words: list[str]) -> None:
    """Run the program so that each phase says its name when it begins."""
    from detente import cli
    from detente.store import tables as written
    from detente.store.run import Run
    from detente.store.schemas import RUNS
    from detente.watch import Watch
    from detente.watch.intake import Intake

    def say_first(owner: Any, name: str, phase: str) -> None:
        done = getattr(owner, name)

        def with_word(*args: Any, **named: Any) -> Any:
            os.write(tell, f"{phase}\n".encode())
            return done(*args, **named)

        setattr(owner, name, with_word)

    append = written.append

    def append_and_say(root: Path, spec: Any, rows: Any) -> None:
        append(root, spec, rows)
        if spec is RUNS:
            os.write(tell, b"committed\n")

    say_first(Watch, "import_files", "reading")
    say_first(Watch, "update", "reading")
    say_first(Intake, "finish", "coding")
    say_first(Intake, "_relinked", "linking")
    say_first(Run, "commit", "writing")
    written.append = append_and_say
    sys.argv = ["detente", *words]
    cli.main()


def measure(bare: Path, words: Words) -> Measured:
    """Return the phases of an undisturbed run on a copy of `bare`."""
    watch = Path(shutil.copytree(bare, bare.parent / "measured"))
    start = time.monotonic()
    with started(watch, words) as (process, told):
        began, rest = {"start": 0.0}, b""
        while part := os.read(told, 1):
            rest += part
            if part == b"\n":
                began.setdefault(rest.decode().strip(), time.monotonic() - start)
                rest = b""
        process.wait()
        seconds = time.monotonic() - start
    shutil.rmtree(watch)
    return Measured(began, seconds)


def finish(watch: Path, words: Words) -> None:
    """Run the installed program to its good end."""
    call = [str(Path(sys.executable).parent / "detente"), "--watch", str(watch), *words]
    done = subprocess.run(call, capture_output=True, check=False, timeout=1800)
    assert done.returncode in (0, 1), done.stderr.decode()


def struck(watch: Path, words: Words, aim: str | None, delay: float) -> str | None:
    """Kill a run `delay` seconds after `aim` began (None: after the start); return the phase it was in.

    None where the run had ended before.
    """
    with started(watch, words) as (process, told):
        said = b""
        while aim and f"{aim}\n".encode() not in said and (part := os.read(told, 1)):
            said += part
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        while part := os.read(told, 4096):
            said += part
        phases = ["start", *said.decode().split()]
        return phases[-1] if process.returncode == -signal.SIGKILL else None


def trial(
    bare: Path, words: Words, kills: int, seed: int, rerun: Callable[[Path, Words], None] = finish
) -> list[Kill]:
    """Kill `kills` runs on copies of `bare`, run each again, and return what came of it.

    `rerun` runs the command undisturbed to its good end.
    """
    once = Path(shutil.copytree(bare, bare.parent / "once"))
    rerun(once, words)
    expected = tables(once)
    rerun(once, words)
    twice = tables(once)  # an update that is run again has fetched twice
    measured = measure(bare, words)
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    found = []
    for number in range(kills):
        aim = AIMS[number // 2 % len(AIMS)] if number % 2 else None
        length = measured.span(aim) if aim else measured.seconds
        watch, phase, draws = bare.parent / f"killed{number}", None, 0
        while phase is None:
            shutil.rmtree(watch, ignore_errors=True)
            shutil.copytree(bare, watch)
            phase, draws = struck(watch, words, aim, chance.random() * length), draws + 1
        found.append(_judged(watch, words, phase, draws, expected, twice, rerun))
    return found


def _judged(
    watch: Path,
    words: Words,
    phase: str,
    draws: int,
    expected: Tables,
    twice: Tables,
    rerun: Callable[[Path, Words], None],
) -> Kill:
    held = tables(watch)
    was_committed = held == expected
    rerun(watch, words)
    same = tables(watch) == (twice if was_committed else expected)
    shutil.rmtree(watch)
    return Kill(phase, draws, was_committed or not any(held.values()), same)


def documents(path: Path, number: int) -> Path:
    """Write `number` documents as JSON lines and return the path."""
    told = [
        {
            "id": str(n),
            "date": f"2025-03-{n % 27 + 1:02}",
            "lang": "en",
            "url": f"https://wire.example/{path.stem}/{n}",
            "title": f"Report {n} of {path.stem}",
            "text": SENTENCES[n % len(SENTENCES)],
        }
        for n in range(number)
    ]
    path.write_text("".join(json.dumps(each) + "\n" for each in told), "utf-8")
    return path


@contextmanager
def import_case(folder: Path, number: int) -> Iterator[tuple[Path, Words]]:
    """Give a watch without anything in it, and the words that import `number` documents into it."""
    make_watch(folder / "bare", {}, None)
    yield folder / "bare", ("import", "jsonl", str(documents(folder / "in.jsonl", number)))


@contextmanager
def update_case(folder: Path, number: int) -> Iterator[tuple[Path, Words]]:
    """Give a watch with a feed of `number` items and a GDELT server, and the words that update it."""
    with running() as news, running() as lists:
        items = [
            (f"{news.url}/{n}", f"Report {n}", SENTENCES[n % len(SENTENCES)], DATE) for n in range(number)
        ]
        url = news.serve("/feed", say(feed(*items)))
        gdelt = serve_export(lists, export(*[("RUS", "USA")] * number))
        make_watch(folder / "bare", {"good": url}, gdelt, timeout=20)
        settings = folder / "bare" / "detente.toml"
        settings.write_text(settings.read_text("utf-8") + "articles = false\n", "utf-8")
        yield folder / "bare", ("update",)


def main() -> None:
    """Print for each command how many kills landed, where, and how many reruns gave the same tables."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        os.environ.pop(name, None)
        os.environ.pop(name.upper(), None)
    kills, seed = (*map(int, sys.argv[1:]), *(10, 20250318)[len(sys.argv) - 1 :])
    for name, case in (("import", import_case), ("update", update_case)):
        with tempfile.TemporaryDirectory() as folder, case(Path(folder), DOCUMENTS) as (bare, words):
            found = trial(bare, words, kills, seed)
        phases = Counter(kill.phase for kill in found)
        print(
            f"{name}: {len(found)} of {kills} landed, {sum(kill.draws for kill in found)} moments drawn; in",
            ", ".join(f"{phase} {phases[phase]}" for phase in ("start", *PHASES)),
        )
        print(
            f"  all or nothing was seen {sum(kill.all_or_nothing for kill in found)} times,",
            f"the rerun gave the same tables {sum(kill.same for kill in found)} times",
        )
        assert all(kill.same and kill.all_or_nothing for kill in found)


if __name__ == "__main__":
    child(int(sys.argv[2]), sys.argv[3:]) if "--child" in sys.argv[1:2] else main()
