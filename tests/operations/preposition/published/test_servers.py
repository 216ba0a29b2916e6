from __future__ import annotations

import pytest
from tests.prepositioning import published

from coalition.formats.published.servers import read_servers
from coalition.operations.preposition.published.servers import servers_instance
from coalition.prepositioning.effort import Effort
from coalition.prepositioning.solve import solve


@pytest.mark.slow
@pytest.mark.skipif(
    not published.BENCH.is_dir(), reason="no published instances beside the project"
)
def test_servers_meet_the_published_optimum() -> None:
    name = "sslp_5_25_50"
    data = read_servers(published.BENCH / "sslp" / name / "scenariodata")
    answer = solve(servers_instance(data), effort=Effort(gap=1e-5))
    assert answer.total == pytest.approx(published.SERVERS[name], rel=1e-6)
    assert answer.gap <= 1e-5
