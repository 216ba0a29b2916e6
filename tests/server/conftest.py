"""A site of the small alliance for each test, and the sessions of its people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.simulators.crisis_sites import Browser, CrisisSite, crisis_site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[CrisisSite]:
    made = crisis_site(tmp_path)
    yield made
    made.close()


@pytest.fixture
def pol(site: CrisisSite) -> Browser:
    return site.log_in("pol.pol")


@pytest.fixture
def deu(site: CrisisSite) -> Browser:
    return site.log_in("deu.deu")


@pytest.fixture
def staff(site: CrisisSite) -> Browser:
    return site.log_in("staff.staff")
