"""Logging in by an identity provider: who it confirms gets in, and nothing else that comes back does."""

from __future__ import annotations

import re
import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from tests.simulators.crisis_sites import Answer, Browser, CrisisSite, crisis_site

from coalition.errors import InputError
from coalition.labels import clearance_up_to
from coalition.server.identity.provider import ProviderSettings, find_provider
from coalition.server.identity.waiting import GOOD_SECONDS, Waiting
from coalition.server.site import Identity

pytest.importorskip("joserfc")
pytestmark = pytest.mark.filterwarnings("ignore")
"""The provider under test warns of its own libraries."""
BACK = "http://testserver/api/login/oidc/back"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mock = pytest.importorskip("oidc_provider_mock")
        with mock.run_server_in_thread() as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture
def site(tmp_path: Path, issuer: str) -> Iterator[CrisisSite]:
    made = crisis_site(tmp_path)
    seconds = lambda: int(time.time())  # noqa: E731 - the provider keeps the wall's time
    provider = find_provider(ProviderSettings(issuer, "room", "secret", BACK), seconds)
    waiting = Waiting(lambda: made.wall[0], made.chance)
    made.app.state.site = replace(made.parts, identity=Identity(provider, waiting))
    made.add("anna", "POL", clearance_up_to("SECRET", nation="POL"), subject=f"{issuer} anna")
    yield made
    made.close()


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def sent_back(address: str, subject: str) -> str:
    """What the provider sends a browser back with, once somebody has said who it is."""
    data = urlencode({"sub": subject, "action": "authorize"}).encode()
    try:
        build_opener(_NoRedirect).open(Request(address, data))
    except OSError as error:
        location: str = error.headers["Location"]  # type: ignore[attr-defined]
        return location
    raise AssertionError("the provider sent nobody back")


def begun(site: CrisisSite) -> tuple[Browser, Answer, str]:
    browser = Browser(site)
    away = browser.get("/api/login/oidc")
    cookie = away.header("set-cookie").partition(";")[0]
    return browser, away, cookie


def back(browser: Browser, location: str, cookie: str) -> Answer:
    parts = urlsplit(location)
    return browser.get(f"{parts.path}?{parts.query}", {"cookie": cookie})


def test_whoever_the_provider_confirms_gets_a_session_of_its_account(site: CrisisSite) -> None:
    browser, away, cookie = begun(site)
    assert away.status == 303
    answer = back(browser, sent_back(away.header("location"), "anna"), cookie)
    assert answer.status == 200
    token = re.search(r"coalition=([0-9a-f]+)", answer.header("set-cookie"))
    assert token is not None
    browser.cookie = token.group(1)
    assert browser.get("/api/session").json["name"] == "anna.pol"
    assert Browser(site).get("/api/login").json["oidc"]


def test_somebody_without_an_account_gets_none(site: CrisisSite) -> None:
    browser, away, cookie = begun(site)
    assert back(browser, sent_back(away.header("location"), "stranger"), cookie).status == 401


def test_a_way_back_is_good_once_in_the_browser_that_began_it_and_not_for_long(
    site: CrisisSite,
) -> None:
    browser, away, cookie = begun(site)
    location = sent_back(away.header("location"), "anna")
    assert back(browser, location, "coalition-login=other").status == 401
    assert back(browser, location, cookie).status == 401
    browser, away, cookie = begun(site)
    location = sent_back(away.header("location"), "anna")
    site.wall[0] += GOOD_SECONDS + 1
    assert back(browser, location, cookie).status == 401


def test_a_code_of_another_log_in_is_worth_nothing(site: CrisisSite) -> None:
    _, first, _ = begun(site)
    code = parse_qs(urlsplit(sent_back(first.header("location"), "anna")).query)["code"][0]
    browser, second, cookie = begun(site)
    state = parse_qs(urlsplit(second.header("location")).query)["state"][0]
    assert back(browser, f"{BACK}?state={state}&code={code}", cookie).status == 401


def test_an_ended_account_stays_out(site: CrisisSite) -> None:
    anna = next(one for one in site.parts.office.of_nation("POL") if one.name == "anna.pol")
    site.parts.office.change(replace(anna, active=False))
    browser, away, cookie = begun(site)
    assert back(browser, sent_back(away.header("location"), "anna"), cookie).status == 401


@pytest.mark.parametrize(
    "issuer_", ["http://localhost:1", "http://example.org", "ftp://localhost/x"]
)
def test_a_provider_that_is_none_is_refused_at_the_start(issuer_: str) -> None:
    with pytest.raises(InputError):
        find_provider(ProviderSettings(issuer_, "room"), lambda: 0)


def test_without_a_provider_there_is_no_way_to_one(tmp_path: Path) -> None:
    site = crisis_site(tmp_path)
    assert Browser(site).get("/api/login/oidc").status == 404
    assert Browser(site).get("/api/login/oidc/back").status == 404
    site.close()
