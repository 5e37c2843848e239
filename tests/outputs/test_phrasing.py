"""Another's wordings in a brief: checked as our own, counted, marked, and told in every format."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from detente.outputs.brief import Brief, Check, Cited, Material, Withheld, compose
from detente.outputs.brief.model import Basis, Phrasing
from detente.outputs.brief.wording import Worded
from detente.outputs.formats import render, rendered
from detente.records import Claimant, Modality, Sampling, Status

Make = Callable[..., Cited]
Gather = Callable[..., Material]
OWN = "On 18 March 2025 Russia and the United States spoke by phone."
OTHER = "Russia’s president called that of the United States."


@dataclass
class Given:
    """Wordings by heart; `asked` are the sentences they were asked for."""

    wording: Worded | None
    model: str = "a <b>model</b>"
    unasked: int = 0
    asked: list[tuple[str | None, str]] = field(default_factory=list)

    def of(self, cited: Cited, own: str) -> Worded | None:
        self.asked.append((cited.event.event_type, own))
        return self.wording


def holds(_text: str, _cited: Cited) -> None:
    return None


def refuses(*wrong: str) -> Check:
    """Return a check that refuses these sentences."""

    def check(text: str, cited: Cited) -> Withheld | None:
        return Withheld(text=text, reasons=("it is wrong",)) if text in wrong else None

    return check


def told(brief: Brief) -> list[tuple[str, str]]:
    return list(
        dict.fromkeys(
            (each.text, each.phrased_by)
            for part in brief.sections
            for each in part.sentences
            if each.basis in (Basis.PASSAGE, Basis.QUOTATION)
        )
    )


def test_a_wording_that_holds_stands_for_our_sentence(material: Gather) -> None:
    given = Given(Worded(OTHER))
    made = compose(material(), holds, wordings=given)
    assert given.asked == [("CONSULT", OWN)]
    assert told(made) == [(OTHER, given.model)]
    assert made.checked.by_passage == 1
    assert made.checked.phrasing == Phrasing(given.model, phrased=1)


def test_nothing_but_what_rests_on_a_passage_in_our_words_is_phrased(material: Gather) -> None:
    given = Given(Worded(OTHER))
    compose(material(), None, wordings=given)
    assert given.asked == []


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ({}, True),
        ({"status": Status.ALLEGED, "claimants": (Claimant(text="Kyiv"),)}, True),
        ({"status": Status.ALLEGED}, False),
        ({"status": Status.DENIED}, False),
        ({"status": Status.CONTESTED}, False),
        ({"modality": Modality.FUTURE}, False),
        ({"modality": Modality.NEGATED}, False),
        ({"held": False}, False),
    ],
)
def test_a_quotation_of_what_happened_is_worded_and_of_nothing_else(
    event: Make, material: Gather, more: dict[str, Any], asked: bool
) -> None:
    fields = {"held": True, "sampling": Sampling.STREAM, "summary": "Washington put a firm on its list."}
    act = event("list", "SANCTION", dt.date(2025, 3, 10), **{**fields, **more})
    given = Given(Worded(OTHER))
    made = compose(material((act,)), holds, wordings=given)
    assert bool(given.asked) == asked
    assert ((OTHER, given.model) in told(made)) == asked


def test_a_wording_that_does_not_hold_is_counted_and_ours_stands(material: Gather) -> None:
    given = Given(Worded(OTHER))
    made = compose(material(), refuses(OTHER), wordings=given)
    assert told(made) == [(OWN, "")]
    phrasing = made.checked.phrasing
    assert phrasing is not None
    assert phrasing.phrased == 0
    [refused] = phrasing.refused
    assert (refused.text, refused.reasons) == (OTHER, ("it is wrong",))
    assert made.checked.withheld == ()


def test_a_wording_of_unfit_form_is_not_even_checked(material: Gather) -> None:
    made = compose(material(), holds, wordings=Given(Worded("<b>x", ("it has markup",))))
    assert told(made) == [(OWN, "")]
    assert made.checked.phrasing is not None
    assert made.checked.phrasing.refused[0].reasons == ("it has markup",)


def test_a_wording_may_hold_where_our_sentence_does_not(material: Gather) -> None:
    made = compose(material(), refuses(OWN), wordings=Given(Worded(OTHER)))
    assert [text for text, _ in told(made)] == [OTHER]
    quoted = compose(material(), refuses(OWN, OTHER), wordings=Given(Worded(OTHER)))
    assert told(quoted) == [("“The two presidents spoke for two hours on Tuesday.”", "")]


def test_without_another_wording_the_brief_is_the_same(material: Gather) -> None:
    plain = compose(material(), holds)
    asked = compose(material(), holds, wordings=Given(None))
    assert plain.sections[:-1] == asked.sections[:-1]
    assert plain.citations == asked.citations
    assert plain.checked.phrasing is None


def test_a_wording_must_hold_for_a_twin_that_ours_holds_for(event: Make, material: Gather) -> None:
    words = "The presidents of Russia and the United States spoke by phone at length on Tuesday"
    twins = tuple(
        event(name, "CONSULT", dt.date(2025, 3, 18), mode="phone", held=True, sampling=Sampling.STREAM)
        for name in ("one", "two")
    )
    twins = tuple(
        Cited(
            each.event.model_copy(update={"summary": words}),
            tuple(mention.model_copy(update={"summary": words}) for mention in each.mentions),
        )
        for each in twins
    )

    def of_one(text: str, cited: Cited) -> Withheld | None:
        wrong = text == OTHER and cited is twins[0]
        return Withheld(text=text, reasons=("it is wrong",)) if wrong else None

    made = compose(material(twins), of_one, wordings=Given(Worded(OTHER)))
    assert OTHER not in [text for text, _ in told(made)]
    both = compose(material(twins), holds, wordings=Given(Worded(OTHER)))
    [text] = [text for text, _ in told(both)]
    assert text == OTHER
    assert len(both.citations) == 2


@pytest.mark.parametrize("name", ["text", "md", "html", "json"])
def test_every_format_says_who_phrased(material: Gather, name: str) -> None:
    given = Given(Worded(OTHER), model="model 7", unasked=2)
    plain = " ".join(render(compose(material(), holds, wordings=given), name).split())
    assert "1 sentence was phrased by model 7; 0 of its wordings did not hold and were replaced." in plain
    assert "It could not be asked about 2 more." in plain
    refused = " ".join(render(compose(material(), refuses(OTHER), wordings=given), name).split())
    assert "0 sentences were phrased by model 7; 1 of its wordings did not hold and was replaced." in refused
    assert "wording by model 7: it is wrong." in refused
    assert "phrased by" not in render(compose(material(), holds), name)


def test_a_pdf_has_phrased_sentences_too(material: Gather) -> None:
    phrased = rendered(compose(material(), holds, wordings=Given(Worded(OTHER))), "pdf")
    assert phrased.startswith(b"%PDF")
    assert phrased != rendered(compose(material(), holds), "pdf")


def test_json_marks_phrased_sentences_and_lists_refused_wordings(material: Gather) -> None:
    given = Given(Worded(OTHER), model="m")
    loaded = json.loads(render(compose(material(), holds, wordings=given), "json"))
    sentences = [s for part in loaded["sections"] for g in part["groups"] for s in g["sentences"]]
    assert {s["phrased_by"] for s in sentences if s["text"] == OTHER} == {"m"}
    assert {s["phrased_by"] for s in sentences if s["text"] != OTHER} == {""}
    refused = json.loads(render(compose(material(), refuses(OTHER), wordings=given), "json"))["checked"]
    assert refused["phrasing"]["refused"][0]["text"] == OTHER
    assert json.loads(render(compose(material(), holds), "json"))["checked"]["phrasing"] is None


def test_the_name_of_a_model_is_no_markup(material: Gather) -> None:
    page = render(compose(material(), holds, wordings=Given(Worded(OTHER))), "html")
    assert "<b>model</b>" not in page
    assert "a &lt;b&gt;model&lt;/b&gt;" in page
