"""The engine keeps its laws."""

from __future__ import annotations

import pytest
from tests.labels.all_laws import LAWS
from tests.labels.engines import Engine
from tests.labels.laws import Law


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_engine_keeps(law: Law) -> None:
    assert law(Engine()) is None
