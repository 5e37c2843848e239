"""True sentences in other words hold; one item from elsewhere in the passage is caught."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.receipts import Receipt, Verdict, Withheld

Check = Callable[..., Verdict]

SUMMIT = (
    "Norway says it will not renew its fishing accord with Chile when it expires. In response, Chile "
    "recalls its ambassador from Oslo and launches a probe into the Norwegian company Fjordlaks for alleged "
    "fraud; it also adds the firm Havbruk to a list of late payers."
)
AID = (
    "Kenya will contribute 4,500 troops to the mission in Somalia, followed by Ghana with 2,500. The Kenyan "
    "president threatens to withhold aid from Ghana if it does not agree."
)
COURT = (
    "A court in Lima charges former president Juan Rivas with fraud committed in 2011. His lawyer "
    "Ana Prado says that he was arrested in 2015 and sent back to Peru by Chile in 2019."
)

HOLDS = [
    (
        SUMMIT,
        "The Norwegian fishing agreement with Chile will not be extended once it runs out, Norway said.",
    ),
    (SUMMIT, "A Chilean investigation was opened into Fjordlaks over alleged fraud."),
    (AID, "Kenya is to send 4,500 soldiers to Somalia."),
    (AID, "Aid for Ghana could be withheld, the president of Kenya threatened."),
    (COURT, "Juan Rivas, once president, has been charged with fraud by a Lima court."),
    (COURT, "Rivas had been detained in 2015, according to Ana Prado."),
]
CAUGHT = [
    (SUMMIT, "Norway said it was considering whether to renew its fishing agreement with Chile."),
    (SUMMIT, "A Chilean investigation was opened into Havbruk over alleged fraud."),
    (SUMMIT, "Norway recalled its ambassador from Chile."),
    pytest.param(
        AID,
        "Ghana is to send 4,500 soldiers to Somalia.",
        marks=pytest.mark.xfail(strict=True, reason="Ghana follows Kenya in one clause: too near a fit"),
    ),
    (AID, "Kenya is to send 2,500 soldiers to Somalia."),
    (AID, "The president of Kenya withheld aid from Ghana."),
    (COURT, "A court in Lima convicted Juan Rivas of fraud."),
    (COURT, "A court in Lima charged Ana Prado with fraud."),
    (COURT, "Rivas had been detained in 2019, according to Ana Prado."),
    (COURT, "Rivas was arrested in 2015."),
]


@pytest.mark.parametrize(("passage", "sentence"), HOLDS)
def test_other_words_hold(judge: Check, passage: str, sentence: str) -> None:
    verdict = judge(sentence, passage)
    assert isinstance(verdict, Receipt), verdict


@pytest.mark.parametrize(("passage", "sentence"), CAUGHT)
def test_an_item_from_elsewhere_in_the_passage_is_caught(judge: Check, passage: str, sentence: str) -> None:
    assert isinstance(judge(sentence, passage), Withheld)


def test_one_currency_is_not_another(judge: Check) -> None:
    passage = "Chile lends Bhutan €20 million ($24 million) for a dam."
    assert isinstance(judge("Bhutan gets a loan of €20 million from Chile.", passage), Receipt)
    assert isinstance(judge("Bhutan gets a loan of $20 million from Chile.", passage), Withheld)
