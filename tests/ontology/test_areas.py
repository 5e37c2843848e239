"""The default areas hold together, and a taxonomy of one's own is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import PluginError
from detente.ontology.areas import areas_of_contexts, load_areas
from detente.ontology.plover import ALL_CONTEXTS, OWN_CONTEXTS

IDS = [
    "geopolitical_influence", "cyber", "election_interference", "human_rights", "arms_control",
    "counter_terrorism", "space", "economy_sanctions", "diplomatic_channels",
]  # fmt: skip
GOOD = """\
version: "1"
areas:
  fisheries:
    title: Fisheries
    counts: Quotas, patrols and seized boats.
    excludes: Sea borders as such.
    examples: [A coast guard brings in a trawler.]
    contexts: [natural_resource]
    keywords:
      en: [fishing quota]
      ru: {strong: [квота на вылов], weak: [траулер]}
"""


@pytest.fixture
def taxonomy(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_the_default_has_the_nine_areas() -> None:
    areas = load_areas()
    assert list(areas) == IDS
    assert [area.id for area in areas.values()] == IDS


@pytest.mark.parametrize("name", IDS)
def test_an_area_has_a_codebook_and_enough_keywords(name: str) -> None:
    area = load_areas()[name]
    assert len(area.examples) >= 3
    assert area.contexts
    few = {lang: len(area.keywords.get(lang, ())) for lang in ("en", "ru")}
    assert min(few.values()) >= 30, f"areas.yml, {name}: give 30 keywords in each language, there are {few}"


def test_a_strong_keyword_belongs_to_few_areas() -> None:
    for lang in ("en", "ru"):
        homes: dict[str, set[str]] = {}
        for area in load_areas().values():
            assert lang in area.strong, f"areas.yml, {area.id}: no keywords in {lang}"
            for word in area.strong[lang]:
                homes.setdefault(word, set()).add(area.id)
        shared = {word for word, where in homes.items() if len(where) > 1}
        assert shared <= {"internet research agency", "агентство интернет-исследований"}


def test_scripts_are_not_mixed() -> None:
    latin = set("abcdefghijklmnopqrstuvwxyz")
    for area in load_areas().values():
        assert all(set(word) & latin for word in area.keywords["en"])
        for word in area.keywords["ru"]:
            assert not any(
                set(part) & latin and set(part) - latin - set("0123456789-.+")
                for part in word.replace("-", " ").split()
            )


@pytest.mark.parametrize(
    ("keyword", "area"),
    [
        ("taiwan strait", "geopolitical_influence"), ("south china sea", "geopolitical_influence"),
        ("kashmir", "geopolitical_influence"), ("line of control", "geopolitical_influence"),
        ("tariff", "economy_sanctions"), ("export control", "economy_sanctions"),
        ("new start", "arms_control"), ("prisoner swap", "diplomatic_channels"),
    ],
)  # fmt: skip
def test_other_pairs_of_states_find_their_matters(keyword: str, area: str) -> None:
    assert keyword in load_areas()[area].strong["en"]


def test_every_own_context_implies_an_area() -> None:
    implied = {context for area in load_areas().values() for context in area.contexts}
    assert set(OWN_CONTEXTS) <= implied <= set(ALL_CONTEXTS)


def test_areas_of_contexts() -> None:
    assert areas_of_contexts(("terrorism", "economic")) == ("counter_terrorism", "economy_sanctions")
    assert areas_of_contexts(()) == ()


def test_areas_of_contexts_in_another_taxonomy(taxonomy: Path) -> None:
    assert areas_of_contexts(("natural_resource",), load_areas(taxonomy)) == ("fisheries",)


def test_an_own_taxonomy_is_read(taxonomy: Path) -> None:
    area = load_areas(taxonomy)["fisheries"]
    assert area.keywords == {"en": ["fishing quota"], "ru": ["квота на вылов", "траулер"]}
    assert area.strong["en"] == ["fishing quota"]
    assert area.weak == {"en": [], "ru": ["траулер"]}


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("title: Fisheries", "name: Fisheries", r"fisheries\.title"),
        ("natural_resource", "fish", r"fisheries\.contexts\.0.*'fish' is no context"),
        ("  fisheries:", "  Fisheries:", r"Fisheries\.id"),
        ("fishing quota", "Fishing Quota", r"fisheries\.keywords\.en.*lower case"),
        ("траулер", "квота на вылов", r"fisheries\.keywords\.ru.*given twice: квота на вылов"),
        ("examples: [A coast guard brings in a trawler.]", "examples: []", r"fisheries\.examples"),
        ("    counts:", "    title: Twice\n    counts:", r"line 5.*given twice: title"),
        ("version: \"1\"\n", "", r"version"),
        ("version: \"1\"", "version: [", r"line"),
    ],
)  # fmt: skip
def test_a_bad_taxonomy_names_file_and_field(taxonomy: Path, old: str, new: str, field: str) -> None:
    assert old in GOOD
    taxonomy.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PluginError, match=rf"mine\.yml, .*{field}"):
        load_areas(taxonomy)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"- a\n- b\n", b"{" * 2000, b"just words"])
def test_what_is_no_taxonomy_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.yml"
    path.write_bytes(content)
    with pytest.raises(PluginError, match=r"mine\.yml"):
        load_areas(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"none\.yml: cannot be read"):
        load_areas(tmp_path / "none.yml")


def test_the_codebook_shows_the_areas() -> None:
    text = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")
    for area in load_areas().values():
        assert f"### {area.title} (`{area.id}`)" in text
        for part in (area.counts, area.excludes, *area.examples):
            assert part in text
