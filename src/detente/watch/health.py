"""What is known of each source of a watch: its promise, its last attempt and success, its items."""

from __future__ import annotations

from collections import Counter

from detente.errors import SettingsError
from detente.outputs.brief import SourceHealth
from detente.record import SOURCE_ID as RECORD_ID
from detente.records import Exposure, Fetch, Outcome, Sampling
from detente.settings import FILE, Settings
from detente.sources.promises import Promise, load_promises
from detente.watch.questions import Knowledge

GDELT_ID = "gdelt2"
STATELESS = "-"


def chosen_promises(settings: Settings) -> dict[str, Promise]:
    """Return the feeds of a watch: those named in its settings, or all that can tell of its two states.

    With "all", organs of third states and press that they control are left out; agencies and independent
    press of every state, and all publishers of the two states, are in. Raises SettingsError for an
    unknown id.
    """
    extra = settings.sources.promises
    promises = load_promises(settings.folder / extra if extra else None)
    if "all" not in settings.sources.feeds:
        if unknown := [name for name in settings.sources.feeds if name not in promises]:
            raise SettingsError(
                f"sources.feeds: no feed {', '.join(map(repr, unknown))}",
                where=str(settings.folder / FILE),
                do="'all' takes them all, and 'detente sources' then lists their ids",
            )
        return {name: promises[name] for name in settings.sources.feeds}
    return {name: each for name, each in promises.items() if _can_tell(each, settings.watch.dyad)}


def _can_tell(promise: Promise, dyad: tuple[str, str]) -> bool:
    own = promise.country in dyad or promise.organisation is not None
    return own or promise.kind.value in ("agency", "independent")


def source_health(settings: Settings, held: Knowledge) -> list[SourceHealth]:
    """Return the health of each source: promised feeds, GDELT, the record, and whatever was imported."""
    view = held.view
    last = view.last_fetches()
    failed = any(fetch.outcome is Outcome.FAILED for fetch in last.values())
    good = view.last_fetches(success=True) if failed else last
    items = _items(held.exposure)
    curated = {m.source_id for m in held.mentions if m.sampling is Sampling.CURATED}
    promises = chosen_promises(settings)
    found = [_feed(each, items[name], last.get(name), good.get(name)) for name, each in promises.items()]
    names = set(items) | ({GDELT_ID} if settings.sources.gdelt else set())
    for name in sorted(names - set(promises)):
        sampling = Sampling.CURATED if name in curated else Sampling.STREAM
        success = good.get(name)
        found.append(
            SourceHealth(
                source_id=name,
                publisher={RECORD_ID: "Bundled record", GDELT_ID: "GDELT 2.0"}.get(name, name),
                country=STATELESS,
                kind="dataset" if name in (RECORD_ID, GDELT_ID) else "import",
                sampling=sampling.value,
                last=last.get(name),
                last_success=success.at if success else None,
                n_items=items[name],
            )
        )
    return found


def _items(exposure: list[Exposure]) -> Counter[str]:
    items: Counter[str] = Counter()
    for row in exposure:
        if row.state == "all":
            items[row.source_id] += row.n_seen
    return items


def _feed(promise: Promise, n_items: int, last: Fetch | None, good: Fetch | None) -> SourceHealth:
    return SourceHealth(
        source_id=promise.id,
        publisher=promise.publisher,
        country=promise.country or STATELESS,
        kind=promise.kind.value,
        sampling=promise.sampling.value,
        last=last,
        last_success=good.at if good else None,
        n_items=n_items,
        warning=_broken_promise(promise, last),
    )


def _broken_promise(promise: Promise, last: Fetch | None) -> str:
    if last is None or last.outcome is not Outcome.OK or promise.least <= last.n_got <= promise.most:
        return ""
    return f"gave {last.n_got} items, promised {promise.least} to {promise.most}"
