"""What the first screen says of the mixture: by which threshold, of which time, about whom, since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from detente.outputs.brief import Brief, Cited, Material, compose
from detente.outputs.brief.counting import counted
from detente.outputs.brief.model import Sentence
from detente.outputs.brief.sections.balance import FEW, prevailing
from detente.records import Observation, Sampling

Make = Callable[..., Cited]
Gather = Callable[..., Material]


def glance(brief: Brief) -> dict[str, Sentence]:
    return {s.lead: s for s in brief.sections[0].sentences if s.lead}


@pytest.mark.parametrize(
    ("tense", "warm", "side"),
    [
        (9, 0, ""),
        (10, 0, "tension"),
        (0, 10, "cooperation"),
        (6, 4, ""),
        (11, 23, "cooperation"),
        (9, 10, ""),
    ],
)
def test_a_side_prevails_by_number_and_by_the_band_of_its_share(tense: int, warm: int, side: str) -> None:
    assert prevailing(tense, warm) == side


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_threshold_treats_both_sides_alike(tense: int, warm: int) -> None:
    other = {"tension": "cooperation", "cooperation": "tension", "": ""}
    assert prevailing(warm, tense) == other[prevailing(tense, warm)]
    if prevailing(tense, warm):
        assert tense + warm >= FEW
        assert prevailing(2 * tense, 2 * warm) == prevailing(tense, warm)


def acts(event: Make, tense: int, warm: int, **more: object) -> tuple[Cited, ...]:
    kinds = ["SANCTION"] * tense + ["COOPERATE"] * warm
    days = (dt.date(2025, 3, 19) - dt.timedelta(days=7 * n) for n in range(len(kinds)))
    return tuple(
        event(f"act{n}", kind, day, **more) for n, (kind, day) in enumerate(zip(kinds, days, strict=True))
    )


def test_few_or_even_acts_do_not_make_a_headline(event: Make, material: Gather) -> None:
    few = glance(compose(material(acts(event, 5, 0))))["Now"].text
    assert few.startswith("Too few acts are known of the twelve months to 20 March 2025 to say what prevails")
    even = glance(compose(material(acts(event, 7, 5))))["Now"].text
    assert even.startswith("Neither side prevails in the 12 acts known of the twelve months to 20 March 2025")
    clear = glance(compose(material(acts(event, 2, 12))))["Now"]
    assert clear.text.startswith("Acts of cooperation prevail: 12 of the 14 acts known of the twelve months")
    assert "In 2025 so far: 1 of tension, 2 of cooperation." in clear.text
    assert [figure.value for figure in clear.figures[:3]] == [2, 12, 14]


def test_curated_and_coded_acts_together_are_named_so(event: Make, material: Gather) -> None:
    alone = acts(event, 6, 6)
    other = event("coded", "AID", dt.date(2025, 3, 1), sampling=Sampling.STREAM)
    caution = "Curated and coded acts do not count alike."
    assert caution not in glance(compose(material(alone)))["Now"].text
    assert caution in glance(compose(material((*alone, other))))["Now"].text


def test_what_most_acts_are_about_stands_on_the_first_screen(event: Make, material: Gather) -> None:
    names = {"RUS": "Russia", "USA": "the United States", "UKR": "Ukraine"}
    about = acts(event, 6, 6, arena="UKR")
    told = glance(compose(material(about, names=names)))["About"]
    assert told.text == "Most of the acts of these months are about Ukraine (12 of 12)."
    what = counted(told.figures[0].address)
    assert what is not None
    assert sum(what.keeps(cited.event) for cited in about) == 12
    assert not any(what.keeps(cited.event) for cited in acts(event, 1, 0, arena="SYR"))
    assert "About" not in glance(compose(material(acts(event, 6, 6))))


def year(number: int, tense: float, warm: float) -> list[Observation]:
    rows = {
        "tension_acts": tense,
        "cooperation_acts": warm,
        "volume": tense + warm,
        "tension_share": tense / (tense + warm),
    }
    return [
        Observation(
            time_value=dt.date(number, 1, 1),
            freq="year",
            direction="all",
            area="all",
            measure=name,
            value=value,
        )
        for name, value in rows.items()
    ]


def test_since_when_is_told_by_whole_years(event: Make, material: Gather) -> None:
    before = [*year(2020, 2, 18), *year(2021, 3, 1), *year(2022, 30, 5), *year(2023, 20, 4)]
    years = (*before, *year(2024, 30, 10), *year(2025, 1, 9))
    holds = glance(compose(material(acts(event, 12, 2), years=years)))["Since when"].text
    assert holds == (
        "Acts of tension have prevailed in each year since 2022 (30 of 40 acts in 2024); "
        "acts of cooperation last did so in 2020 (18 of 20 acts)."
    )
    open_now = glance(compose(material(acts(event, 6, 6), years=years)))["Since when"].text
    assert open_now.startswith("By whole years: acts of tension prevailed in each year from 2022 to 2024")
