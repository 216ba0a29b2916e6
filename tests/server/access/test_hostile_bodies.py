"""Bodies meant to hurt: each is a fault that names itself, never a failure, and the answer stays small."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.server.access.routes import ABSENT, ACTS, ROUTES, has_body, path_with
from tests.server.access.staging import Stage, played
from tests.simulators.crisis_sites import Browser

from coalition.server.guarding.headers import BODY_BYTES_MAX

WITH_BODY = [route for route in ROUTES if has_body(route)]
FEW = [route for route in WITH_BODY if route not in ACTS] + sorted(ACTS)[::9]
"""Acts are read by one function; some of them stand for all."""
MOST_BYTES_ANSWERED = 40_000
NAMES = b"body name password code old new up_to to title full_name actor subject".split()


def everywhere(value: bytes) -> bytes:
    """The JSON value under every name that some route reads."""
    return b"{" + b",".join(b'"%s":%s' % (name, value) for name in NAMES) + b"}"


BODIES = {
    "nested lists": b"[" * 100_000 + b"]" * 100_000,
    "nested objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "never closed": b"[" * 500_000,
    "a number of many digits": everywhere(b"9" * 5_000),
    "a number past every float": everywhere(b"1e400"),
    "not a number": everywhere(b"NaN"),
    "infinity": everywhere(b"-Infinity"),
    "a key twice": b'{"body":{},"body":{},"name":"a","name":"b"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": "{}".encode("utf-16"),
    "Latin-1": everywhere(b'"\xe9"'),
    "half a character": everywhere(b'"\\ud800"'),
    "half a character as a key": b'{"\\ud800":1}',
    "half a character in a body": b'{"body":{"title":"\\udfff"}}',
    "half a character in a label": b'{"body":{},"label":{"classification":"\\ud800"}}',
    "half a character as the subject": b'{"body":{},"subject":"\\ud800"}',
    "a zero character": everywhere(b'"a\\u0000b"'),
    "text that turns round": everywhere('"\u202eabc\u2066"'.encode()),
    "names of a prototype": b'{"__proto__":{},"__class__":{},"constructor":{}}',
    "a list": b"[]",
    "null": b"null",
    "a number": b"1",
    "nothing": b"",
    "blanks": b"   ",
    "something after the end": b"{}{}",
    "a subject that is none": b'{"body":{},"subject":{"a":1}}',
    "a label that is none": b'{"body":{},"label":[1.5]}',
    "labels of unknown tags": b'{"body":{},"label":{"classification":"x","categories":{"y":["z"]}}}',
    "a long text": b'{"body":{"title":"' + b"a" * 900_000 + b'"}}',
    "a long key": b'{"' + b"k" * 100_000 + b'":1}',
    "many keys": b"{" + b",".join(b'"k%d":1' % n for n in range(60_000)) + b"}",
    "many keys deeper": b'{"body":{' + b",".join(b'"k%d":1' % n for n in range(60_000)) + b"}}",
    "many empty things": b'{"body":{"amounts":[' + b",".join([b"{}"] * 100_000) + b"]}}",
}
GOOD_FOR = {
    ("PUT", "/api/reading"): {"text that turns round"},
}
"""What is no fault on some route."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    yield from played(tmp_path_factory.mktemp("stage"))


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_is_a_fault_and_the_answer_is_small(stage: Stage, name: str) -> None:
    before = stage.state()
    large = len(BODIES[name]) > 50_000
    for route in FEW[::4] if large else FEW:
        answer = stage.viewer.ask(route[0], path_with(route, ABSENT), BODIES[name])
        good = name in GOOD_FOR.get(route, ())
        assert 400 <= answer.status < 500 or good, (route, answer)
        assert len(answer.body) < MOST_BYTES_ANSWERED, route
        assert answer.header("content-security-policy"), route
    assert stage.state() == before


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_log_in_is_a_fault_and_the_answer_is_small(stage: Stage, name: str) -> None:
    answer = Browser(stage.site).ask("POST", "/api/session", BODIES[name])
    assert answer.status in (401, 422)
    assert len(answer.body) < MOST_BYTES_ANSWERED


@pytest.mark.parametrize("route", [("POST", "/api/session"), ("POST", "/api/acts/OfferMade")])
def test_ten_megabytes_are_refused_before_they_are_read(
    stage: Stage, route: tuple[str, str]
) -> None:
    answer = stage.viewer.ask(*route, b" " * 10_000_000)
    assert (answer.status, b"at most 1,000,000 bytes" in answer.body) == (413, True)


def test_a_body_that_does_not_say_how_long_it_is_is_counted(stage: Stage) -> None:
    body = b'{"name":"' + b"a" * BODY_BYTES_MAX + b'"}'
    answer = stage.viewer.ask("POST", "/api/session", body, {"content-length": "5"})
    assert answer.status == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", ""])
def test_what_is_not_said_to_be_json_is_not_read(stage: Stage, kind: str) -> None:
    answers = {
        stage.viewer.ask(*route, b"{}", {"content-type": kind}).status
        for route in WITH_BODY
        if "{" not in route[1]
    }
    assert answers == {415}
