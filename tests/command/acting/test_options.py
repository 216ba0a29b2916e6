"""What an actor is told it may do is what it then may; and why not is the reason it is refused for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from tests.server.leaks.worlds import SEEN_BY, Known, steps, take
from tests.simulators.crisis_sites import Answer, Browser, crisis_site

ACTS = 150


class Asking(Browser):
    """Asks what it may do with an object before it says something of it, and keeps both."""

    found: ClassVar[list[tuple[str, dict[str, Any], Answer]]] = []

    def say(
        self, kind: str, body: Any, subject: str | None = None, label: Any = None, **headers: str
    ) -> Answer:
        told = self.get(f"/api/objects/{subject}") if subject else None
        answer = super().say(kind, body, subject, label, **headers)
        if told is not None and told.status == 200:
            may = {one["kind"]: one for one in told.json["may"]}
            if kind in may:
                self.found.append((kind, may[kind], answer))
        return answer


def test_nothing_is_accepted_that_was_told_to_be_refused(tmp_path: Path) -> None:
    site = crisis_site(tmp_path)
    people = {}
    for name in SEEN_BY:
        site.turn(name)
        made = site.log_in(name)
        people[name] = Asking(site, made.cookie, made.csrf, made.person)
    first = next(iter(people.values()))
    known = Known({
        "body": [one["id"] for one in first.get("/api/bodies").json["items"]],
        "requirement": [one["id"] for one in first.get("/api/requirements").json["items"]],
    })  # fmt: skip
    Asking.found.clear()
    for step in steps("options", ACTS, hidden=False):
        site.wait()
        take(site, people[step.who], known, step)
    site.close()
    accepted = [(kind, option) for kind, option, answer in Asking.found if answer.status == 201]
    assert [one for one in accepted if not one[1]["allowed"]] == []
    assert len({kind for kind, _ in accepted}) >= 8
    refused = [
        o for _, o, answer in Asking.found if answer.status in (403, 409) and not o["allowed"]
    ]
    assert len(refused) > 3
    assert all(one["code"] and one["why"] for one in refused)
