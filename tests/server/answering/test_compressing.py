"""The client's files are compressed for whoever takes that; what was said in the room never is."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.simulators.crisis_sites import crisis_site

from coalition.server.answering.compressing import compressed, takes_gzip
from coalition.server.routes.pages import STATIC

GZIP = {"accept-encoding": "gzip, br"}


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [("gzip", True), ("br, GZIP;q=0.5", True), ("*", True), ("", False), ("br", False),
     ("gzip;q=0", False), ("gzip; q=0.000", False)],
)  # fmt: skip
def test_gzip_is_taken_by_whoever_says_so(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) is takes


def test_files_that_gain_nothing_are_left_as_they_are(tmp_path: Path) -> None:
    for name, text in (("a.js", "x"), ("a.png", "x" * 5_000)):
        (tmp_path / name).write_text(text)
        assert compressed(tmp_path / name) is None
    (tmp_path / "b.js").write_text("x" * 5_000)
    packed = compressed(tmp_path / "b.js")
    assert packed is not None
    assert gzip.decompress(packed) == b"x" * 5_000


def test_the_client_is_compressed_and_what_was_said_is_not(tmp_path: Path) -> None:
    site = crisis_site(tmp_path)
    reader = site.log_in("pol.pol")
    file = max((STATIC / "assets").glob("*.js"), key=lambda one: one.stat().st_size)
    first = reader.ask("GET", f"/assets/{file.name}", headers=GZIP)
    assert gzip.decompress(first.body) == file.read_bytes()
    assert first.header("content-encoding") == "gzip"
    assert "Accept-Encoding" in first.header("vary")
    assert "javascript" in first.header("content-type")
    assert reader.get("/").body == (STATIC / "index.html").read_bytes()
    for path in (
        "/api/requirements",
        "/api/history",
        "/api/session",
        "/api/search?q=a",
        "/api/map",
    ):
        answer = reader.ask("GET", path, headers=GZIP)
        assert answer.status == 200
        assert answer.header("content-encoding") == ""
    site.close()
