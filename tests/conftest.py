"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from benchmarks.realdata import DATA, VARIABLE

# a busy machine is slow, not wrong
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real test data, or skip the test where it is not there."""
    if not DATA.is_dir():
        if VARIABLE in os.environ:
            pytest.fail(f"{VARIABLE} names {DATA}, and there is no such folder")
        pytest.skip(f"the real test data are not on this machine ({VARIABLE} may name their folder)")
    return DATA
