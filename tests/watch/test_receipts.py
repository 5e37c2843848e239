"""Sentences checked against what a store holds: of a brief, and of the user's own by `detente check`."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli import app
from detente.findings import Withheld
from detente.outputs.brief import Cited
from detente.receipts import Receipt, Unchecked
from detente.store.view import View
from detente.watch import Known, Watch
from detente.watch.receipts import Checker, CitedLine

TEXT = "Russia expelled twelve U.S. diplomats on Monday, the foreign ministry in Moscow said."


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    folder = tmp_path_factory.mktemp("watch")
    made = Watch.init(folder / "w", ("RUS", "USA"), record=False)
    line = {"id": "a", "text": TEXT, "lang": "en", "date": "2025-04-02", "source": "The Wire"}
    (folder / "in.jsonl").write_text(json.dumps(line), encoding="utf-8")
    made.import_files("jsonl", [folder / "in.jsonl"])
    return made


def cited(watch: Watch) -> tuple[View, Cited]:
    view = watch.questions.knowledge(Known()).view
    event = next(each for each in view.events() if each.event_type == "SANCTION")
    return view, Cited(event, tuple(view.mentions_of(event)))


def test_a_brief_tells_what_it_checked(watch: Watch) -> None:
    checked = watch.brief().checked
    assert checked.by_passage + checked.by_quotation >= 1
    assert (checked.by_record, checked.withheld) == (0, ())


def test_a_sentence_is_checked_against_the_document(watch: Watch) -> None:
    view, told = cited(watch)
    check = Checker(view, [told])
    assert check("The foreign ministry said Russia expelled twelve U.S. diplomats.", told) is None
    refused = check("The foreign ministry said Russia expelled twenty U.S. diplomats.", told)
    assert refused is not None
    assert refused.event_id == told.event.event_id
    assert check(f"“{TEXT}”", told) is None


def test_what_cannot_be_read_again_is_withheld(watch: Watch) -> None:
    view, told = cited(watch)
    [mention] = told.mentions
    for change, why in (
        ({"document_id": "0" * 24}, "gone"),
        ({"span": (0, 5000)}, "does not lie"),
    ):
        changed = dataclasses.replace(told, mentions=(mention.model_copy(update=change),))
        refused = Checker(view, [changed])(f"“{TEXT}”", changed)
        assert refused is not None
        assert any(why in reason for reason in refused.reasons)


def test_a_changed_document_and_a_foreign_one_are_withheld(watch: Watch) -> None:
    view, told = cited(watch)
    document = view.documents()[0]

    class Changed(View):
        def __init__(self, text: str, content_hash: str) -> None:
            self.change = {"text": text, "content_hash": content_hash}

        def documents(self, *_: object, **__: object) -> list:  # type: ignore[type-arg]
            return [document.model_copy(update=self.change)]

    changed = Checker(Changed(TEXT + " ", document.content_hash), [told])(f"“{TEXT}”", told)
    assert changed is not None
    assert "not the one that was taken in" in changed.reasons[0]


def test_the_date_beside_a_sentence_must_be_borne_out(watch: Watch) -> None:
    view, told = cited(watch)
    assert told.event.event_date is not None
    later = told.event.model_copy(update={"event_date": told.event.event_date.replace(year=2019)})
    refused = Checker(view, [told])(f"“{TEXT}”", dataclasses.replace(told, event=later))
    assert refused is not None
    assert "bears out the date" in refused.reasons[0]


def test_own_sentences_cite_events_or_documents(watch: Watch) -> None:
    _, told = cited(watch)
    ids = (told.event.event_id[:12], str(told.mentions[0].document_id))
    lines = [CitedLine("The ministry said Russia expelled twelve U.S. diplomats.", (each,)) for each in ids]
    assert all(isinstance(verdict, Receipt) for verdict in watch.check(lines))
    [refused] = watch.check([CitedLine("Russia expelled twelve U.S. diplomats.", ())])
    assert isinstance(refused, Withheld)
    assert refused.reasons == ("it cites nothing",)


def test_the_command_prints_and_exits_with_one_where_something_is_withheld(
    watch: Watch, tmp_path: Path
) -> None:
    _, told = cited(watch)
    name = told.event.event_id
    file = tmp_path / "lines.txt"
    good, bad = (
        "The ministry said Russia expelled twelve U.S. diplomats.",
        "Russia expelled nobody from Chad.",
    )
    file.write_text(f"{good}\t{name}\n{json.dumps({'text': bad, 'ids': [name]})}\n", encoding="utf-8")
    call = ["--watch", str(watch.settings.folder), "check", str(file)]
    text = CliRunner().invoke(app, call)
    assert text.exit_code == 1
    assert f"holds     {good}" in text.output
    assert "2 sentences checked, 1 withheld" in text.output
    loaded = json.loads(CliRunner().invoke(app, [*call, "--format", "json"]).output)
    assert [row["verdict"] for row in loaded] == ["holds", "withheld"]
    assert CliRunner().invoke(app, [*call, "--format", "csv"]).output.startswith("verdict,text,reasons\n")
    file.write_text(f"{good}\t{name}\n", encoding="utf-8")
    assert CliRunner().invoke(app, call).exit_code == 0
    gone = CliRunner().invoke(app, [*call[:-1], str(tmp_path / "none.txt")])
    assert "No such file" in str(gone.exception)
    assert "Errno" not in str(gone.exception)


def test_an_act_of_the_record_is_neither_held_nor_withheld(tmp_path: Path) -> None:
    made = Watch.init(tmp_path / "w", ("RUS", "USA"))
    event = made.questions.knowledge(Known()).view.events(live_only=False)[0]
    [verdict] = made.check([CitedLine("They signed a treaty.", (event.event_id,))])
    assert isinstance(verdict, Unchecked)
    file = tmp_path / "lines.txt"
    file.write_text(f"They signed a treaty.\t{event.event_id}\n", encoding="utf-8")
    told = CliRunner().invoke(app, ["--watch", str(made.settings.folder), "check", str(file)])
    assert told.exit_code == 0
    assert "record    They signed a treaty." in told.output
    assert "0 sentences checked, 0 withheld; 1 on the record, not checked" in told.output


def test_an_unknown_id_is_wrong_use(watch: Watch) -> None:
    from detente.errors import WrongUse

    with pytest.raises(WrongUse, match="no event or document"):
        watch.check([CitedLine("Russia acted.", ("feedfeedfeed",))])
