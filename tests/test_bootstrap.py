"""What is opened where: checkpoints are kept outside the record whichever database it lies in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coalition import bootstrap
from coalition.errors import RefusedError

CASE = Path(__file__).parents[1] / "cases" / "ebola-2014"


@pytest.mark.parametrize(
    ("database", "kept"), [("postgresql://db/room", "record.checkpoints"), ("", None)]
)
def test_checkpoints_of_a_record_in_postgres_lie_in_the_folder_of_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str, kept: str | None
) -> None:
    """Beside an SQLite file they lie anyway, unless told."""
    told: list[Any] = []

    def stop(where: Any, *_: Any, **named: Any) -> None:
        told.append((where, named["journal"]))
        raise RefusedError("far enough")

    monkeypatch.setattr(bootstrap, "open_record", stop)
    with pytest.raises(RefusedError):
        bootstrap.open_room(bootstrap.room_settings(CASE, data=tmp_path, database=database))
    wanted = None if kept is None else tmp_path / kept
    assert told == [(database or tmp_path / "record.sqlite", wanted)]
