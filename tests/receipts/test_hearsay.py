"""Hearsay, names left out, words that must be the passage's, and days: on invented passages."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.receipts import Passage, Receipt, Withheld, check
from detente.watch.rereading import Rereader

PUBLISHED = dt.date(2031, 4, 2)  # a Wednesday
SPIES = "Peruvian police arrest four engineers in Lima. The four are allegedly agents of the Andean Bureau."
CABINET = (
    "The Orange Union and the Plain Party form a cabinet in Oslo, leaving out the Coast League of Erik Dahl."
)
OFFER = "Norway offers Chad to send two engineers to Abéché in return for a fee."
FERRY = "Chile says that the ferry Aurora sank off Valdivia because of a leak and not due to a collision."
TRUCE = "Ghana declares a truce in Bolga for May 8–10 and bans the militias from holding parades."
MARCH = "Kenya announces that five soldiers were killed the previous day when a patrol seized a camp in Lamu."
CLOSING = "In Chad, the jailed leader of the Red Front asks the group to disarm and disband."

CASES = [
    (SPIES, "The four are agents of the Andean Bureau.", False),
    (SPIES, "The four are allegedly agents of the Andean Bureau.", True),
    (SPIES, "Four engineers were arrested in Lima.", True),
    (CABINET, "The Orange Union and the Coast League formed a cabinet in Oslo.", False),
    (CABINET, "The Orange Union formed a cabinet in Oslo without the Plain Party.", False),
    (CABINET, "The Orange Union formed a cabinet in Oslo without the Coast League.", True),
    (OFFER, "Chad agreed with Norway on two engineers for Abéché.", False),
    (OFFER, "Norway offered two engineers to Chad.", True),
    (FERRY, "Chile says that the ferry Aurora sank off Valdivia because of a collision.", False),
    (FERRY, "Chile says that a leak sank the ferry Aurora off Valdivia.", True),
    (TRUCE, "A truce in Bolga from 8 to 10 May was declared by Ghana.", True),
    (TRUCE, "A truce in Bolga from 8 to 11 May was declared by Ghana.", False),
    (TRUCE, "Ghana forbids the militias to hold parades.", True),
    (MARCH, "Five soldiers were killed in Lamu on 1 April, Kenya announced.", True),
    (MARCH, "A patrol seized a camp in Lamu on 2 April.", False),
    (CLOSING, "In Chad, the group dissolved itself.", False),
    (CLOSING, "The leader of the Red Front asked the group to disband.", True),
]


@pytest.mark.parametrize(("passage", "sentence", "holds"), CASES)
def test_a_sentence_holds_or_not(reader: Rereader, passage: str, sentence: str, holds: bool) -> None:
    verdict = check(sentence, [Passage(passage, PUBLISHED)], reader)
    assert isinstance(verdict, Receipt if holds else Withheld), verdict
