"""Passwords: hashes that fit, drawn ones that are long, names with one spelling."""

from __future__ import annotations

import random

import pytest

from coalition.errors import InputError
from coalition.server.accounts.passwords import Passwords, check_name, one_time_password


def test_a_hash_fits_its_password_and_no_other() -> None:
    passwords = Passwords(light=True)
    hashed = passwords.hash("caf\u00e9 caf\u00e9 caf\u00e9")
    assert passwords.fits(hashed, "cafe\u0301 cafe\u0301 cafe\u0301")
    assert not passwords.fits(hashed, "cafe cafe cafe")
    assert not passwords.fits("", "anything")
    assert not passwords.fits("no hash", "anything")


def test_a_drawn_password_fits_too() -> None:
    passwords = Passwords(light=True)
    once = one_time_password(random.Random(1).randbytes)
    assert passwords.fits(passwords.hash_drawn(once), once)


def test_drawn_passwords_are_long_and_unlike() -> None:
    chance = random.Random(1).randbytes
    drawn = {one_time_password(chance) for _ in range(100)}
    assert len(drawn) == 100
    assert {len(one) for one in drawn} == {23}


@pytest.mark.parametrize("name", ["", "a", "x" * 70, "two words", "-anna", "anna\u202e", "../etc"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        check_name(name)
