"""A watch with a taxonomy of issue areas of its own."""

from __future__ import annotations

import re

import pytest

from detente.cli import main
from detente.ontology.areas import load_areas
from detente.outputs.brief import Brief
from detente.outputs.formats import render
from detente.records import Event
from detente.watch import Known, Watch
from detente.watch.questions import Choice, within_taxonomy

OWN = """
version: "1"
areas:
  climate:
    title: Climate
    counts: Emissions, and the ground and sea that they change.
    excludes: The weather.
    examples: [Two states study the ice of the Arctic together.]
    contexts: [environment, x_arctic, natural_resource]
"""
ID = re.compile(r"[a-z]+_[a-z]+")


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    """Return a watch with the bundled record and the one area "climate"."""
    folder = tmp_path_factory.mktemp("own") / "watch"
    Watch.init(folder, ("RUS", "USA"))
    (folder / "own.yml").write_text(OWN, "utf-8")
    settings = folder / "detente.toml"
    chosen = settings.read_text("utf-8").replace("[watch]\n", '[watch]\nareas = "own.yml"\n', 1)
    settings.write_text(chosen, "utf-8")
    return Watch.open(folder)


def said(brief: Brief) -> str:
    """Return what the brief says: its headings and sentences, without the addresses for `detente explain`."""
    groups = [group for section in brief.sections for group in section.groups]
    told = [" ".join((s.lead, s.text, s.label)) for group in groups for s in group.sentences]
    return "\n".join([*(group.heading for group in groups), *told])


def test_a_brief_shows_no_id_of_an_area_that_the_watch_does_not_have(watch: Watch) -> None:
    brief = watch.brief()
    assert ID.findall(said(brief)) == []
    assert not load_areas().keys() & set(ID.findall(render(brief, "text")))
    assert "\nOther matters\n" in said(brief)


def test_acts_have_the_areas_of_the_watch_alone(watch: Watch) -> None:
    found = {area for event in watch.questions.events(Choice(), Known()) for area in event.areas}
    assert found == {"climate"}


def test_an_unknown_area_gives_way_to_what_the_contexts_imply(watch: Watch) -> None:
    told = Event(event_id="e", event_type="AGREE", areas=("cyber",), contexts=("environment",))
    assert within_taxonomy(told, watch.areas).areas == ("climate",)
    assert within_taxonomy(told, load_areas()) is told


def test_the_background_of_an_area_of_ones_own_is_what_its_taxonomy_says(
    watch: Watch, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def printed(*words: str) -> str:
        monkeypatch.setattr("sys.argv", ["detente", "--watch", str(watch.settings.folder), *words])
        with pytest.raises(SystemExit) as end:
            main()
        assert end.value.code in (0, None)
        return capsys.readouterr().out

    page = printed("background", "climate")
    assert page.startswith("Climate\n=======\n")
    assert "The bundled record has no page on this area." in page
    assert "Emissions, and the ground and sea that they change." in page
    assert printed("background", "Climate", "--format", "json").startswith('{\n  "id": "climate"')
    listed = printed("background").splitlines()
    assert listed[-1].split() == ["climate", "Climate"]
    assert len(listed) == 10
