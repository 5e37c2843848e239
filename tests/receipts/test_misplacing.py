"""Items in the place of others, days of publication, and how certain an act is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.receipts import Receipt, Verdict, Withheld
from detente.receipts.misplacing import weights
from detente.receipts.slots import FEATURES

Check = Callable[..., Verdict]

SPY = "Chile expels an envoy of Norway after Norway arrested a Chilean spy yesterday."  # published on 2 April
COAST = "Peru says that its coast guard had seized a ship of Ghana on 27 March."
AID = "The president of Kenya says that aid for Ghana will end, citing the arrest of a Kenyan bishop."
ARMY = "The Northern Liberation Army (NLA) attacks a base in Chad. The NLA says that Chad had broken a truce."
DAM = "Bhutan refuses to rule out the sale of a dam. A second tender for the dam has not been opened."

HOLDS = [
    (SPY, "Norway had arrested a Chilean spy on 1 April."),
    (SPY, "On 2 April, Chile expelled a Norwegian envoy."),
    (COAST, "A ship from Ghana had been seized by Peru's coast guard on 27 March, Peru said."),
    (AID, "Kenya's president cited the arrest of a bishop from Kenya."),
    (ARMY, "A base in Chad was attacked by the Northern Liberation Army."),
    (ARMY, "Chad stands accused by the NLA of having broken a truce."),
    (DAM, "A second tender for the dam has yet to be opened."),
    (DAM, "No second tender has been opened for the dam."),
]
CAUGHT = [
    (SPY, "Norway arrested a Chilean spy on 2 April."),
    (COAST, "Peru's coast guard seized a ship of Ghana on 2 April."),
    (AID, "Aid for Ghana has ended, the president of Kenya says."),
    (DAM, "A second tender for the dam has been opened."),
]


@pytest.mark.parametrize(("passage", "sentence"), HOLDS)
def test_what_the_passage_says_holds(judge: Check, passage: str, sentence: str) -> None:
    verdict = judge(sentence, passage)
    assert isinstance(verdict, Receipt), verdict


@pytest.mark.parametrize(("passage", "sentence"), CAUGHT)
def test_a_day_or_state_of_another_act_is_caught(judge: Check, passage: str, sentence: str) -> None:
    assert isinstance(judge(sentence, passage), Withheld)


@pytest.mark.parametrize("kind", ["name", "number", "time"])
def test_every_feature_has_its_weight(kind: str) -> None:
    learned = weights(kind)
    assert learned.weights.keys() == set(FEATURES)
    assert min(learned.replaced, learned.exchanged, learned.unlike) >= 0
