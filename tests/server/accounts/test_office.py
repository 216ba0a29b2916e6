"""Accounts: who gets in, who stays out, and that an end is an end, also after a restart."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest

from coalition.errors import InputError, RefusedError
from coalition.labels import clearance_up_to
from coalition.server.accounts.keeping import AccountStore
from coalition.server.accounts.office import Means, Office, SecondFactorWantedError
from coalition.server.accounts.passwords import Passwords
from coalition.server.accounts.person import ADMINISTRATOR, Person, Verb
from coalition.server.accounts.sessions import IDLE_SECONDS, LONGEST_SECONDS

PASSWORD = "correct horse battery"
NOW = 1_800_000_000


class Wall:
    """Seconds and chance that a test moves."""

    def __init__(self) -> None:
        self.seconds, self.drawn = NOW, 0

    def chance(self, count: int) -> bytes:
        self.drawn += 1
        return random.Random(self.drawn).randbytes(count)

    @property
    def means(self) -> Means:
        return Means(lambda: self.seconds, self.chance)


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def office(tmp_path: Path, wall: Wall) -> Office:
    return opened(tmp_path, wall)


def opened(folder: Path, wall: Wall) -> Office:
    return Office(AccountStore(folder / "accounts.sqlite"), Passwords(light=True), wall.means)


def person(name: str = "anna", nation: str = "DEU", **fields: object) -> Person:
    made = Person(
        "", name, name, nation, frozenset({"planner"}), clearance_up_to("SECRET", nation=nation)
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def test_a_person_with_the_right_password_gets_a_session(office: Office) -> None:
    made, _ = office.add(person(), PASSWORD)
    _, token = office.log_in("anna.deu", PASSWORD)
    found = office.find(token)
    assert found is not None
    assert found[0].id == made.id


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("anna.deu", "wrong"),
        ("nobody.deu", PASSWORD),
        ("", ""),
        ("anna.deu", ""),
        ("ended.deu", PASSWORD),
    ],
)
def test_every_wrong_log_in_is_refused_alike(office: Office, name: str, password: str) -> None:
    office.add(person(), PASSWORD)
    office.add(person("ended", active=False), PASSWORD)
    with pytest.raises(RefusedError, match=r"^name, password or code is wrong$"):
        office.log_in(name, password)


@pytest.mark.parametrize("name", ["ANNA.DEU", " anna.deu ", "\uff41nna.deu"])
def test_a_name_has_one_spelling(office: Office, name: str) -> None:
    office.add(person(), PASSWORD)
    assert office.log_in(name, PASSWORD)[0].name == "anna.deu"


def test_a_name_taken_in_one_nation_is_free_in_another(office: Office) -> None:
    office.add(person(), PASSWORD)
    made, _ = office.add(person(nation="FRA"), PASSWORD)
    assert made.name == "anna.fra"
    with pytest.raises(InputError):
        office.add(person(), PASSWORD)


def test_a_token_is_not_kept(office: Office, tmp_path: Path) -> None:
    office.add(person(), PASSWORD)
    _, token = office.log_in("anna.deu", PASSWORD)
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert token.encode() not in written
    assert PASSWORD.encode() not in written


@pytest.mark.parametrize("seconds", [IDLE_SECONDS + 1, LONGEST_SECONDS + 1])
def test_a_session_ends_when_idle_or_old(office: Office, wall: Wall, seconds: int) -> None:
    office.add(person(), PASSWORD)
    _, token = office.log_in("anna.deu", PASSWORD)
    wall.seconds += seconds
    assert office.find(token) is None


def test_a_session_in_use_lasts_no_longer_than_its_longest(office: Office, wall: Wall) -> None:
    office.add(person(), PASSWORD)
    _, token = office.log_in("anna.deu", PASSWORD)
    for _ in range(LONGEST_SECONDS // IDLE_SECONDS - 1):
        wall.seconds += IDLE_SECONDS
        assert office.find(token) is not None
    wall.seconds += 2 * IDLE_SECONDS
    assert office.find(token) is None


def test_an_ended_account_has_no_session_at_once_and_after_a_restart(
    office: Office, tmp_path: Path, wall: Wall
) -> None:
    made, _ = office.add(person(), PASSWORD)
    _, token = office.log_in("anna.deu", PASSWORD)
    session = office.find(token)
    office.change(replace(made, active=False))
    assert office.find(token) is None
    assert session is not None
    assert not office.is_open(session[1])
    office.close()
    assert opened(tmp_path, wall).find(token) is None


def test_a_session_outlives_a_restart_and_a_log_out_does_too(
    office: Office, tmp_path: Path, wall: Wall
) -> None:
    office.add(person(), PASSWORD)
    (_, first), (_, second) = (office.log_in("anna.deu", PASSWORD) for _ in range(2))
    found = office.find(first)
    assert found is not None
    office.log_out(found[1])
    office.close()
    again = opened(tmp_path, wall)
    assert again.find(first) is None
    assert again.find(second) is not None


def test_a_changed_password_ends_the_other_sessions(office: Office) -> None:
    office.add(person(), PASSWORD)
    (_, first), (_, second) = (office.log_in("anna.deu", PASSWORD) for _ in range(2))
    known, session = office.find(first) or (None, None)
    assert known is not None
    assert session is not None
    office.change_password(known, session, PASSWORD, "another long password")
    assert office.find(first) is not None
    assert office.find(second) is None


@pytest.mark.parametrize("new", ["short", "x" * 300, "anna.deu and more", PASSWORD])
def test_a_bad_password_is_refused(office: Office, new: str) -> None:
    known, _ = office.add(person(), PASSWORD)
    _, token = office.log_in("anna.deu", PASSWORD)
    found = office.find(token)
    assert found is not None
    with pytest.raises(InputError):
        office.change_password(known, found[1], PASSWORD, new)


def test_a_code_counts_once(office: Office, wall: Wall) -> None:
    known, _ = office.add(person(), PASSWORD)
    secret = office.offer_factor(known)
    _, token = office.log_in("anna.deu", PASSWORD)
    known, session = office.find(token) or (known, None)
    assert session is not None
    code = pyotp.TOTP(secret).at(wall.seconds)
    office.confirm_factor(known, session, code)
    with pytest.raises(SecondFactorWantedError):
        office.log_in("anna.deu", PASSWORD)
    with pytest.raises(RefusedError):
        office.log_in("anna.deu", PASSWORD, code)
    wall.seconds += 30
    later = pyotp.TOTP(secret).at(wall.seconds)
    assert office.log_in("anna.deu", PASSWORD, later)[0].id == known.id
    with pytest.raises(RefusedError):
        office.log_in("anna.deu", PASSWORD, later)


def test_a_wrong_password_never_asks_for_the_code(office: Office, wall: Wall) -> None:
    known, _ = office.add(person(), PASSWORD)
    secret = office.offer_factor(known)
    _, token = office.log_in("anna.deu", PASSWORD)
    known, session = office.find(token) or (known, None)
    assert session is not None
    office.confirm_factor(known, session, pyotp.TOTP(secret).at(wall.seconds))
    with pytest.raises(RefusedError, match=r"^name, password or code is wrong$"):
        office.log_in("anna.deu", "wrong")


def test_the_oldest_session_ends_when_there_are_too_many(office: Office, wall: Wall) -> None:
    office.add(person(), PASSWORD)
    tokens = []
    for _ in range(11):
        wall.seconds += 1
        tokens.append(office.log_in("anna.deu", PASSWORD)[1])
    assert office.find(tokens[0]) is None
    assert office.find(tokens[1]) is not None


def test_a_nation_finds_its_own_people_alone(office: Office) -> None:
    ours, _ = office.add(person(), PASSWORD)
    office.add(person("berta", "FRA"), PASSWORD)
    assert [one.id for one in office.of_nation("DEU")] == [ours.id]
    assert office.find_of("FRA", ours.id) is None
    assert office.find_of("FRA", "nobody") is None


def test_a_one_time_password_must_be_changed(office: Office) -> None:
    made, once = office.add(person())
    assert made.must_change
    assert office.log_in("anna.deu", once)[0].must_change
    changed, again = office.new_password(made)
    assert changed.must_change
    assert again != once


def test_roles_allow_verbs_and_nothing_else() -> None:
    assert person(roles=frozenset({"planner"})).may == {Verb.READ, Verb.PLAN}
    assert person(roles=frozenset({ADMINISTRATOR})).may == {Verb.READ, Verb.ADMINISTER}
    assert "make-pledge" in person(roles=frozenset({"national-representative"})).verbs
    assert "make-pledge" not in person(roles=frozenset({"planner"})).verbs
