"""The folder of real test data, which is no part of the project.

News lines, event data, pages and coded sentences. The environment variable DETENTE_TEST_DATA names it;
without it, it is `shared/data` beside the project.
"""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "DETENTE_TEST_DATA"
DATA = Path(os.environ.get(VARIABLE) or Path(__file__).resolve().parents[2] / "shared" / "data")
