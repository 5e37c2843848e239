"""Each kind of set: told from its file, read, and judged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from detente.coding import Coder
from detente.coding.base import PatternCoder
from detente.errors import BadInput, WrongUse
from detente.evaluation import Evaluation, evaluate, open_set, set_kinds
from detente.records import CodedEvent, Modality

SIDES = {"id": "a", "text": "Peru expelled two Serbian diplomats.", "actor": "Peru",
         "recipient": "two Serbian diplomats", "event_type": "SANCTION", "quad_class": "MX"}  # fmt: skip
FREED = {
    **SIDES,
    "id": "b",
    "text": "Peru released two Serbian diplomats.",
    "event_type": "YIELD",
    "quad_class": "MC",
}
QUIET = {
    **SIDES,
    "id": "c",
    "text": "Peru and two Serbian diplomats.",
    "event_type": "AID",
    "quad_class": "MC",
}
QUADS = {name: SIDES[name] for name in ("id", "text", "actor", "recipient", "quad_class")}
VOTES = {
    "1": {"root": ["16"], "quad": ["4"]},
    "2": {"root": ["16", "1"], "quad": []},
    "3": {"root": ["4"], "quad": []},
}
ROOTS = {"id": "a", "text": SIDES["text"], "quads": ["4"], "per_coder": VOTES}
MARKED = "<a>Peru</a> expelled <r>two Serbian diplomats</r>."
LINE = f"SANCTION\texpel\tactual\tasserted\tdiplomatic_channels\t{MARKED}\n"
HEAD = "type\tmode\tmodality\tstatus\tareas\ttext\n"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(types=PatternCoder())


def jsonl(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def values(found: Evaluation) -> dict[tuple[str, str], float | None]:
    return {(row.figure, row.cls): row.value for row in found.figures}


def test_all_kinds_are_found() -> None:
    assert set(set_kinds()) == {"areas", "cases", "places", "quads", "raw", "roots", "sides", "training"}


def test_sides_given(tmp_path: Path, coder: Coder) -> None:
    found = evaluate(jsonl(tmp_path / "s.jsonl", SIDES, FREED, QUIET), coder)
    told = values(found)
    assert (found.kind, found.texts, found.coder) == ("sides", 3, coder.name)
    assert told["coded", "all"] == pytest.approx(2 / 3)
    assert told["root macro-F1", "all"] == pytest.approx(2 / 3)
    assert told["quad macro-F1", "all"] == pytest.approx((1 + 2 / 3) / 2)
    assert told["binary macro-F1", "all"] == pytest.approx((1 + 2 / 3) / 2)
    assert found.confusion is not None
    assert found.confusion.cells == {("SANCTION", "SANCTION"): 1, ("YIELD", "YIELD"): 1, ("AID", "none"): 1}
    assert found.calibration is not None
    assert found.calibration.n == 2


def test_the_same_as_raw_text(tmp_path: Path, coder: Coder) -> None:
    path = jsonl(tmp_path / "s.jsonl", SIDES, FREED, QUIET, {**SIDES, "event_type": "AID"})
    told = values(evaluate(path, coder, kind="raw"))
    assert told["right sides and root, recall", "all"] == pytest.approx(2 / 4)
    assert told["right sides and root, precision", "all"] == pytest.approx(2 / 3)
    assert told["right sides, recall", "all"] == pytest.approx(3 / 4)


def test_five_classes(tmp_path: Path, coder: Coder) -> None:
    unsided = {"actor": None, "recipient": None}
    future = {"text": "Peru will expel two Serbian diplomats."}
    path = jsonl(
        tmp_path / "s.jsonl",
        QUADS,
        {**QUADS, **unsided},
        {**QUADS, **unsided, **future, "quad_class": "neutral/01-02"},
        {**QUADS, "text": "Peru and two Serbian diplomats.", "quad_class": "neutral"},
    )
    found = evaluate(path, coder)
    assert found.kind == "quads"
    assert values(found)["five classes, macro-F1", "all"] == 1
    assert found.confusion is not None
    assert found.confusion.cells == {("MX", "MX"): 2, ("none", "none"): 2}


def test_an_unsided_sentence_has_the_class_of_the_surest_act() -> None:
    from detente.evaluation.kinds import quads

    line = quads.Line(id="a", text="", quad_class="VC")
    acts = [
        CodedEvent(id="a", event_type="CONSULT", quad_class=1, confidence=0.6),
        CodedEvent(id="a", event_type="AID", quad_class=2, confidence=0.5),
        CodedEvent(id="a", event_type="ASSAULT", quad_class=4, confidence=0.9, modality=Modality.FUTURE),
    ]
    [pair] = quads._judge(line, acts).pairs
    assert pair == ("VC", "VC")


def test_roots_that_two_coders_give(tmp_path: Path, coder: Coder) -> None:
    alarm = {**ROOTS, "quads": [], "per_coder": {}}
    calm = {**alarm, "text": "The weather was fine."}
    told = values(evaluate(jsonl(tmp_path / "s.jsonl", ROOTS, alarm, calm), coder))
    assert told["root, recall", "all"] == 1
    assert told["root, precision", "all"] == pytest.approx(1 / 2)
    assert told["false alarms among texts without an event", "all"] == pytest.approx(1 / 2)
    assert told["texts with an event that are coded", "all"] == 1


@pytest.mark.parametrize(
    ("cameo", "plover"),
    [(1, None), (2, "REQUEST"), (3, "AGREE"), (8, "YIELD"), (16, "SANCTION"), (20, "ASSAULT")],
)
def test_a_cameo_root_is_a_plover_root(cameo: int, plover: str | None) -> None:
    from detente.evaluation.kinds.roots import Line

    two = {name: {"root": [cameo]} for name in "12"}
    line = Line.model_validate({"id": "a", "text": "", "quads": [], "per_coder": two})
    assert line.roots == ({plover} if plover else set())


def test_areas_by_id(tmp_path: Path, coder: Coder) -> None:
    labels = tmp_path / "labels.yml"
    labels.write_text("labels:\n  a: [diplomatic_channels, space]\n  b: []\n", encoding="utf-8")
    texts = jsonl(tmp_path / "t.jsonl", SIDES, {**SIDES, "id": "x"}, {**SIDES, "id": "b", "text": "Fine."})
    told = values(evaluate(labels, coder, texts=texts))
    assert told["areas, recall", "all"] == pytest.approx(1 / 2)
    assert told["areas, precision", "all"] == 1
    with pytest.raises(WrongUse, match="--texts"):
        evaluate(labels, coder)
    labels.write_text("labels:\n  unknown: []\n", encoding="utf-8")
    with pytest.raises(WrongUse, match="1 labelled ids are not in the texts"):
        evaluate(labels, coder, texts=texts)


def test_a_title_that_may_be_of_another_item_is_left_out(tmp_path: Path) -> None:
    labels = tmp_path / "labels.yml"
    labels.write_text("labels: {a: [], b: []}\n", encoding="utf-8")
    rows = [
        {**SIDES, "title": "Sure", "topic_sure": True},
        {**SIDES, "id": "b", "title": "Not", "topic_sure": False},
    ]
    _, items = open_set(labels, texts=jsonl(tmp_path / "t.jsonl", *rows))
    assert [item.title for item in items] == ["Sure", ""]


def test_cases_by_family(tmp_path: Path, coder: Coder) -> None:
    text = str(SIDES["text"])
    right = {"text": text, "events": ["SANCTION expel PER>SRB about:diplomatic_channels"]}
    wrong = {"text": text, "events": ["ACCUSE allege PER>SRB about:cyber", "AID - SRB>PER"]}
    (tmp_path / "one.yml").write_text(f"cases: {json.dumps([right, wrong])}\n".replace("cases", "cases", 1))
    (tmp_path / "two.yml").write_text(f"cases: {json.dumps([right])}\n", encoding="utf-8")
    found = evaluate(tmp_path, coder)
    told = values(found)
    assert told["cases with everything right", "all"] == pytest.approx(2 / 3)
    assert told["cases right, by family", "one"] == pytest.approx(1 / 2)
    assert told["acts found right, by type", "SANCTION"] == 1
    assert told["acts found right, by type", "ACCUSE"] == 0
    assert told["coded acts right, by type", "SANCTION"] == pytest.approx(2 / 3)
    assert told["areas named, by area", "cyber"] == 0
    assert found.confusion is not None
    assert found.confusion.cells == {
        ("SANCTION", "SANCTION"): 2,
        ("ACCUSE", "SANCTION"): 1,
        ("AID", "none"): 1,
    }


def test_the_layout_of_training(tmp_path: Path, coder: Coder) -> None:
    nothing = "NONE\t-\tactual\tasserted\t-\t<a>Peru</a> and <r>two Serbian diplomats</r>.\n"
    (tmp_path / "s.tsv").write_text(HEAD + LINE + nothing, encoding="utf-8")
    found = evaluate(tmp_path, coder)
    told = values(found)
    assert (found.kind, found.texts) == ("training", 2)
    assert {value for (_, cls), value in told.items() if cls == "all"} == {1.0}
    _, items = open_set(tmp_path)
    assert (items[0].text, items[0].actor, items[0].recipient) == tuple(
        SIDES[k] for k in ("text", "actor", "recipient")
    )


@pytest.mark.parametrize("line", [LINE.replace("SANCTION", "BLAME"), LINE.replace("<", "("), "one cell\n"])
def test_a_line_of_training_that_does_not_fit_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / "s.tsv").write_text(HEAD + line, encoding="utf-8")
    with pytest.raises(WrongUse, match=r"s\.tsv:2"):
        open_set(tmp_path)


def test_a_text_that_cannot_be_coded_counts_as_one_without_an_event(tmp_path: Path) -> None:
    class Refusing(Coder):
        def code(self, *_: object, **__: object) -> list[CodedEvent]:
            raise BadInput("no answer")

    found = evaluate(jsonl(tmp_path / "s.jsonl", SIDES), Refusing())
    assert values(found)["coded", "all"] == 0
    assert [(reject.where, reject.reason) for reject in found.rejects] == [("a", "no answer")]


@pytest.mark.parametrize(
    ("rows", "kind", "what"),
    [
        ([{"id": "a"}], None, "not a test set"),
        ([SIDES], "quads", "not a set of kind 'quads'"),
        ([SIDES], "poems", "unknown kind 'poems'"),
    ],
)
def test_what_is_no_set_is_refused(
    tmp_path: Path, rows: Sequence[dict[str, Any]], kind: str | None, what: str
) -> None:
    with pytest.raises(WrongUse, match=what):
        open_set(jsonl(tmp_path / "s.jsonl", *rows), kind)


def test_more_that_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no such file"):
        open_set(tmp_path / "none.jsonl")
    path = jsonl(tmp_path / "s.jsonl", SIDES)
    with pytest.raises(WrongUse, match="has its own texts"):
        open_set(path, texts=path)
    with pytest.raises(WrongUse, match=r"s\.jsonl:2: event_type"):
        open_set(jsonl(path, SIDES, {**SIDES, "event_type": 3}))
    path.write_text(f"{json.dumps(SIDES)}\nno JSON\n", encoding="utf-8")
    with pytest.raises(WrongUse, match=r"s\.jsonl:2: not JSON"):
        open_set(path)


@pytest.mark.parametrize(
    ("name", "kind", "texts"),
    [("plv_dev", "sides", 1050), ("cameo_quad_dev", "quads", 971), ("cameo_consensus_dev", "roots", 100)],
)
def test_the_published_sets_are_read(shared: Path, name: str, kind: str, texts: int) -> None:
    chosen, items = open_set(shared / "coding" / f"{name}.jsonl")
    assert (chosen.name, len(items)) == (kind, texts)
    assert all(item.judge([]) for item in items)


PLACES = "item\tplaces\ttype\tmode\tmodality\tstatus\n"
TOLD = "Peru expelled two Serbian diplomats. Chad watched Mali."


def places(folder: Path, *rows: str) -> Path:
    path = folder / "places.tsv"
    path.write_text(PLACES + "".join(f"{row}\tactual\tasserted\n" for row in rows), encoding="utf-8")
    return path


def test_pairs_by_place(tmp_path: Path, coder: Coder) -> None:
    texts = jsonl(tmp_path / "texts.jsonl", {"id": "a", "text": TOLD}, {"id": "z", "text": "Nothing."})
    labels = places(
        tmp_path,
        "a\t0 36 0 4 14 35\tSANCTION\texpel",
        "a\t37 55 37 41 50 54\tNONE\t-",
        "a\t37 55 50 54 37 41\tAID\t-",
    )
    found = evaluate(labels, coder, texts=texts)
    told = values(found)
    assert found.texts == 1
    assert told["right sides and type, recall", "all"] == pytest.approx(1 / 2)
    assert told["right type, of acts coded between labelled sides", "all"] == 1
    assert told["pairs without an act that got one", "all"] == 0
    assert found.confusion is not None
    assert found.confusion.cells["SANCTION", "SANCTION"] == 1
    assert found.confusion.cells["AID", "none"] == 1


def test_an_act_where_none_is_told_counts_against(tmp_path: Path, coder: Coder) -> None:
    texts = jsonl(tmp_path / "texts.jsonl", {"id": "a", "text": TOLD})
    told = values(evaluate(places(tmp_path, "a\t0 36 0 4 14 35\tNONE\t-"), coder, texts=texts))
    assert told["pairs without an act that got one", "all"] == 1
    assert told["right type, of acts coded between labelled sides", "all"] == 0


@pytest.mark.parametrize(
    "row", ["a\t0 36 0 4\tAID\t-", "a\t0 36 0 4 14 x\tAID\t-", "a\t0 36 0 4 14 35\tHELP\t-"]
)
def test_a_place_that_does_not_fit_is_named(row: str, tmp_path: Path, coder: Coder) -> None:
    texts = jsonl(tmp_path / "texts.jsonl", {"id": "a", "text": TOLD})
    with pytest.raises(WrongUse, match=r"places\.tsv:2"):
        evaluate(places(tmp_path, row), coder, texts=texts)


def test_places_need_their_texts(tmp_path: Path, coder: Coder) -> None:
    labels = places(tmp_path, "a\t0 36 0 4 14 35\tNONE\t-")
    with pytest.raises(WrongUse, match="texts"):
        evaluate(labels, coder)
    with pytest.raises(WrongUse, match="not in the texts"):
        evaluate(labels, coder, texts=jsonl(tmp_path / "texts.jsonl", {"id": "b", "text": TOLD}))


def test_the_labels_of_areas_are_of_texts_that_exist(shared: Path) -> None:
    labels = Path(__file__).parents[2] / "benchmarks" / "areas_200.yml"
    _, items = open_set(labels, texts=shared / "text" / "current_events_rus_usa.jsonl")
    assert len(items) == 200


def test_a_file_of_a_folder_that_is_no_test_set_is_named(tmp_path: Path) -> None:
    case = "cases: [{text: Peru praised Serbia., events: [SUPPORT - PER>SRB]}]"
    (tmp_path / "a.yml").write_text(case, encoding="utf-8")
    (tmp_path / "b.yml").write_text("other: 1", encoding="utf-8")
    with pytest.raises(WrongUse, match=r"b\.yml") as told:
        open_set(tmp_path)
    assert told.value.exit_status == 2
