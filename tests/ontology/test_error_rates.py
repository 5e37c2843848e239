"""Published error rates: read whole, refused where wrong."""

from __future__ import annotations

import pytest

from detente.errors import PluginError
from detente.ontology.error_rates import assumed, by_class, confusion, linking, read_confusion


def test_the_published_tables_are_read() -> None:
    assert confusion()
    for cells in confusion().values():
        assert len({(cell.true, cell.coded) for cell in cells}) == len(cells)
        table = by_class(cells)
        assert [len(row) for row in table] == [5] * 5
        assert all(sum(row) > 0 for row in table[:4]), "each quad class has labelled acts"
        assert all(table[k][k] == max(table[k][:4]) for k in range(4)), "most that are coded are coded right"
    assert 0 < linking().right.found <= linking().right.of


def test_types_fold_into_classes() -> None:
    cells = read_confusion(
        "coder,true,coded,n\nme,ACCUSE,ACCUSE,5\nme,ACCUSE,SANCTION,2\nme,,CONSULT,1\nme,AID,,3\n", "mine"
    )["me"]
    table = by_class(cells)
    assert (table[2][2], table[2][3], table[4][0], table[1][4]) == (5, 2, 1, 3)
    assert by_class(cells, sanction_quad=3)[2][2] == 7


@pytest.mark.parametrize(
    "line", ["me,ACCUS,ACCUSE,1", "me,,,1", "me,ACCUSE,ACCUSE,0", ",ACCUSE,ACCUSE,1", "me,ACCUSE,ACCUSE,x"]
)
def test_a_wrong_cell_is_refused(line: str) -> None:
    with pytest.raises(PluginError, match="mine"):
        read_confusion(f"coder,true,coded,n\n{line}\n", "mine")


def test_assumed_rates_are_those_given() -> None:
    table = assumed(0.2, 0.1, 0.05, 100)
    assert sum(table[0]) == pytest.approx(100)
    assert table[0][0] == pytest.approx(72)
    assert table[0][4] == pytest.approx(10)
    assert table[4][:4] == pytest.approx([5, 5, 5, 5])
