"""The verbs of accounts: log in, log out, and what an administrator does for the own nation.

The rule of administration: nobody gives a role or a clearance to a person of another nation, and nobody sees
that such a person exists. Ending a person, or changing password, roles or clearance, ends the sessions at once.
Every wrong log-in is answered alike and costs alike, whatever was wrong.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from threading import RLock

from coalition.errors import Fault, InputError, RefusedError
from coalition.labels import Clearance
from coalition.server.accounts import factors
from coalition.server.accounts.keeping import AccountStore
from coalition.server.accounts.passwords import (
    Passwords,
    canonical_name,
    check_name,
    check_password,
    one_time_password,
)
from coalition.server.accounts.person import Person
from coalition.server.accounts.sessions import Session, digest_of

_SEEN_EVERY_SECONDS = 60
_SESSIONS_MAX = 10
"""Sessions a person may have at once; the oldest ends."""


@dataclass(frozen=True, slots=True)
class Means:
    """What the office takes from outside: seconds since 1970, and random bytes."""

    seconds: Callable[[], int]
    chance: Callable[[int], bytes]


class SecondFactorWantedError(RefusedError):
    """The password was right and the code is missing."""


class Office:
    """Every account and session in memory, kept in step with the store."""

    def __init__(self, store: AccountStore, passwords: Passwords, means: Means) -> None:
        self._store, self._passwords, self._means = store, passwords, means
        self._lock = RLock()
        self._people = {one.id: one for one in store.people()}
        self._names = {one.name: one.id for one in self._people.values()}
        self._subjects = {one.subject: one.id for one in self._people.values() if one.subject}
        self._sessions = {one.digest: one for one in store.sessions()}
        self._steps = store.used_steps()
        self._reading = store.reading()

    # -- sessions ---------------------------------------------------------------------------------

    def log_in(self, name: str, password: str, code: str = "") -> tuple[Person, str]:
        """The person and the new session's token.

        Raises RefusedError when name, password or code is wrong, without saying which, and
        SecondFactorWantedError when only the code is missing.
        """
        person = self._people.get(self._names.get(canonical_name(name), ""))
        hashed = person.password if person is not None and person.active else ""
        if not self._passwords.fits(hashed, password) or person is None:
            raise RefusedError("name, password or code is wrong")
        if person.factor:
            self._use_code(person, code)
        return self.admit(person)

    def admit(self, person: Person) -> tuple[Person, str]:
        """A new session of a person whose identity is proven; the token is not kept."""
        token, csrf = self._means.chance(32).hex(), self._means.chance(16).hex()
        now = self._means.seconds()
        with self._lock:
            own = sorted(self._of(person.id), key=lambda one: (one.begun, one.digest))
            self._end(one.digest for one in own[: max(0, len(own) - _SESSIONS_MAX + 1)])
            session = Session(digest_of(token), person.id, csrf, now, now)
            self._sessions[session.digest] = session
            self._store.keep_session(session)
        return person, token

    def _use_code(self, person: Person, code: str) -> None:
        if not code:
            raise SecondFactorWantedError("the code of the second factor is wanted")
        with self._lock:
            used = self._steps.get(person.id, -1)
            step = factors.step_of(person.factor, code, seconds=self._means.seconds(), after=used)
            if step is None:
                raise RefusedError("name, password or code is wrong")
            self._steps[person.id] = step
            self._store.keep_step(person.id, step)

    def find(self, token: str) -> tuple[Person, Session] | None:
        """The person and session of a token; None when there is none, or none any longer."""
        session = self._sessions.get(digest_of(token)) if token else None
        if session is None:
            return None
        now = self._means.seconds()
        person = self._people.get(session.person)
        if person is None or not person.active or not session.open_at(now):
            self.log_out(session)
            return None
        return person, self._seen(session, now)

    def _seen(self, session: Session, now: int) -> Session:
        if now - session.seen < _SEEN_EVERY_SECONDS:
            return session
        seen = replace(session, seen=now)
        with self._lock:
            if session.digest not in self._sessions:
                return session
            self._sessions[seen.digest] = seen
            self._store.keep_session(seen)
        return seen

    def log_out(self, session: Session) -> None:
        """The session is ended."""
        with self._lock:
            self._end([session.digest])

    def is_open(self, session: Session) -> bool:
        """Whether the session still holds; for streams that outlive their request's check."""
        person = self._people.get(session.person)
        known = self._sessions.get(session.digest)
        return (
            known is not None
            and person is not None
            and person.active
            and known.open_at(self._means.seconds())
        )

    def sessions_of(self, nation: str) -> list[tuple[Person, Session]]:
        """The open sessions of a nation's people, the one begun last first."""
        now = self._means.seconds()
        with self._lock:
            found = [
                (person, one)
                for one in self._sessions.values()
                if (person := self.find_of(nation, one.person)) is not None and one.open_at(now)
            ]
        return sorted(found, key=lambda pair: (-pair[1].begun, pair[1].digest))

    def open_sessions(self) -> int:
        """How many sessions are open."""
        now = self._means.seconds()
        with self._lock:
            return sum(one.open_at(now) for one in self._sessions.values())

    def close(self) -> None:
        """The store is let go."""
        self._store.close()

    def _of(self, person: str) -> list[Session]:
        return [one for one in self._sessions.values() if one.person == person]

    def _end(self, digests: Iterable[str]) -> None:
        gone = [one for one in digests if self._sessions.pop(one, None) is not None]
        if gone:
            self._store.end_sessions(gone)

    # -- one's own account ------------------------------------------------------------------------

    def change_password(self, person: Person, session: Session, old: str, new: str) -> Person:
        """The person with the new password; all other sessions of the person are ended."""
        if not self._passwords.fits(person.password, old):
            raise RefusedError("the old password is wrong")
        check_password(new, person.name)
        if self._passwords.fits(person.password, new):
            raise InputError([Fault("new", "bad-value", "this is the old password")])
        changed = replace(person, password=self._passwords.hash(new), must_change=False)
        return self._change(changed, spare=session.digest)

    def offer_factor(self, person: Person) -> str:
        """A secret to be shown once; it counts from its confirmation on."""
        secret = factors.new_secret(self._means.chance)
        self._change(replace(person, factor_pending=secret), spare=None, end=False)
        return secret

    def confirm_factor(self, person: Person, session: Session, code: str) -> Person:
        """The person with the second factor turned on. Raises RefusedError when the code is wrong."""
        seconds = self._means.seconds()
        pending = person.factor_pending
        step = factors.step_of(pending, code, seconds=seconds) if pending else None
        if step is None:
            raise RefusedError("the code is wrong")
        self._steps[person.id] = step
        self._store.keep_step(person.id, step)
        changed = replace(person, factor=pending, factor_pending="")
        return self._change(changed, spare=session.digest)

    def drop_factor(self, person: Person, session: Session, password: str) -> Person:
        """The person without a second factor."""
        if not self._passwords.fits(person.password, password):
            raise RefusedError("the password is wrong")
        return self._change(replace(person, factor="", factor_pending=""), spare=session.digest)

    def read_up_to(self, person: str) -> str:
        """Up to when the person has read; empty at first."""
        return self._reading.get(person, "")

    def mark_read(self, person: str, up_to: str) -> None:
        """The person has read up to there."""
        with self._lock:
            self._reading[person] = up_to
            self._store.keep_reading(person, up_to)

    # -- the nation's accounts --------------------------------------------------------------------

    def clearances(self) -> list[Clearance]:
        """The clearances that accounts in use hold, each once, in the order of ids."""
        people = sorted(self._people.values(), key=lambda one: one.id)
        return list(dict.fromkeys(one.clearance for one in people if one.active))

    def of_nation(self, nation: str) -> list[Person]:
        """The accounts of one nation, by name."""
        own = [one for one in self._people.values() if one.nation == nation]
        return sorted(own, key=lambda one: one.name)

    def find_of(self, nation: str, person: str) -> Person | None:
        """The nation's person; None for another nation's as for nobody's."""
        found = self._people.get(person)
        return found if found is not None and found.nation == nation else None

    def find_subject(self, subject: str) -> Person | None:
        """The active person an identity provider knows by this name."""
        found = self._people.get(self._subjects.get(subject, ""))
        return found if found is not None and found.active else None

    def still_is(self, person: Person) -> bool:
        """Whether the person's account is open, with the roles and the clearance it had."""
        found = self._people.get(person.id)
        return found is not None and (found.active, found.roles, found.clearance) == (
            True, person.roles, person.clearance,
        )  # fmt: skip

    def add(self, person: Person, password: str | None = None) -> tuple[Person, str]:
        """The new person and a one-time password (or the one given, which stays and is no secret).

        The name is made unlike every other by its nation: `NAME` is kept as `NAME.NATION`, so that a name
        taken elsewhere tells nobody anything. Raises InputError when the own nation has the name.
        """
        name = check_name(person.name)
        suffix = "." + person.nation.casefold()
        name = name if name.endswith(suffix) else name + suffix
        with self._lock:
            if name in self._names:
                raise InputError([Fault("name", "duplicate-id", f"`{name}` is taken")])
            once = one_time_password(self._means.chance) if password is None else password
            hashed = self._passwords.hash_drawn(once)
            made = replace(
                person, name=name, id=person.id or self._means.chance(16).hex(), password=hashed,
                must_change=password is None,
            )  # fmt: skip
            self._put(made)
        return made, once

    def change(self, person: Person) -> Person:
        """The person as changed by an administrator; the sessions are ended."""
        return self._change(person, spare=None)

    def new_password(self, person: Person) -> tuple[Person, str]:
        """The person and a fresh one-time password; the second factor is dropped."""
        once = one_time_password(self._means.chance)
        hashed = self._passwords.hash_drawn(once)
        changed = replace(person, password=hashed, must_change=True, factor="", factor_pending="")
        return self._change(changed, spare=None), once

    def _change(self, person: Person, *, spare: str | None, end: bool = True) -> Person:
        with self._lock:
            self._put(person)
            if end:
                own = [one.digest for one in self._of(person.id)]
                self._end(
                    one for one in own if spare is None or not hmac.compare_digest(one, spare)
                )
        return person

    def _put(self, person: Person) -> None:
        self._store.keep(person)
        before = self._people.get(person.id)
        if before is not None and before.subject:
            self._subjects.pop(before.subject, None)
        self._people[person.id] = person
        self._names[person.name] = person.id
        if person.subject:
            self._subjects[person.subject] = person.id
