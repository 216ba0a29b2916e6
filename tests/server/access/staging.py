"""A site in which Germany hides one of everything from Poland, and the ways in which a session ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.simulators.crisis_sites import PASSWORD, Browser, CrisisSite, crisis_site

from coalition.labels import clearance_up_to

ONLY_DEU = {"classification": "UNCLASSIFIED", "categories": {"Only": ["DEU"]}}
_WINDOW = {"opens": "2025-03-03T00:00Z", "closes": "2025-03-20T00:00Z"}
_AMOUNTS = [{"what": "fuel", "quantity": 1, "unit": "each"}]
HIDDEN: tuple[tuple[str, Any], ...] = (
    ("RequirementStated", {"title": "t", "amounts": _AMOUNTS, "window": _WINDOW, "place": "KUN"}),
    ("OfferMade", {"terms": {"amounts": _AMOUNTS, "window": _WINDOW}}),
    (
        "ConsentGranted",
        {
            "scope": {"territory": "DEU", "window": _WINDOW, "beneficiaries": ["POL"]},
            "provision": "mandate/vote",
        },
    ),
    ("TaskAssigned", {"owner": "POL", "title": "t", "due": "2025-03-09T00:00Z"}),
    ("DisputeRaised", {"against": ["POL"], "matter": "m"}),
    ("OrderIssued", {"order": "warning", "title": "t", "text": "x", "addressees": ["POL"]}),
    ("TransferOffered", {"unit": "ADV", "to": "POL", "state": "opcon", "window": _WINDOW}),
    ("DraftWritten", {"title": "t", "text": "x"}),
)


@dataclass
class Stage:
    """The site, Poland's full session, and what is hidden from it."""

    site: CrisisSite
    viewer: Browser
    owner: Browser
    hidden: tuple[str, ...]

    def state(self) -> tuple[int, Any]:
        """All that a refused request may not have changed."""
        office = self.site.parts.office
        people = [office.of_nation(nation) for nation in ("DEU", "POL", "LTU", "STAFF")]
        return len(self.site.parts.open.room.journal), people


def staged(data: Path, *, plan: bool) -> Stage:
    """The stage; every hidden id is of Germany's alone. With `plan` it hides a plan and its job too."""
    site = crisis_site(data)
    owner, viewer = site.log_in("deu.deu"), site.log_in("pol.pol")
    site.turn("hidden")
    ids = []
    for kind, body in HIDDEN:
        answer = owner.say(kind, body, None, ONLY_DEU)
        if answer.status != 201:
            raise AssertionError(f"{kind}: {answer.body!r}")
        ids += [answer.json["subject"], answer.json["event"]]
    if plan:
        job = owner.ask("POST", "/api/plans", {"work": 0}).json
        ids += [job["id"], job["plan"]]
    ids.append(owner.person)
    site.turn("viewer")
    return Stage(site, viewer, owner, tuple(dict.fromkeys(ids)))


def played(data: Path, *, plan: bool = False) -> Iterator[Stage]:
    """The stage, for a fixture."""
    stage = staged(data, plan=plan)
    yield stage
    stage.site.close()


def administrator_of(stage: Stage) -> Browser:
    """Another person of Poland's, who may keep its accounts."""
    clearance = clearance_up_to("SECRET", nation="POL")
    stage.site.add("warden", "POL", clearance)
    return stage.site.log_in("warden.pol")


# -- ways in which a session is none, or none any longer ------------------------------------------


def _garbage(stage: Stage) -> None:
    stage.viewer.cookie = "f" * 64


def _empty(stage: Stage) -> None:
    stage.viewer.cookie = ""


def _odd(stage: Stage) -> None:
    stage.viewer.cookie = '"; coalition=\u00e9'


def _other_name(stage: Stage) -> None:
    stage.viewer.cookie = f"x; __Host-coalition={stage.viewer.cookie}"


def _idle(stage: Stage) -> None:
    stage.site.wall[0] += 31 * 60


def _too_old(stage: Stage) -> None:
    for _ in range(13 * 3):
        stage.site.wall[0] += 20 * 60
        stage.viewer.get("/api/session")


def _from_the_future(stage: Stage) -> None:
    stage.site.wall[0] -= 3600


def _logged_out(stage: Stage) -> None:
    stage.viewer.ask("DELETE", "/api/session")


def _closed(stage: Stage) -> None:
    administrator_of(stage).ask("DELETE", f"/api/users/{stage.viewer.person}")


def _password_elsewhere(stage: Stage) -> None:
    other = stage.site.log_in("pol.pol")
    change = {"old": PASSWORD, "new": "another password for tests"}
    other.ask("PUT", "/api/session/password", change)


def _new_password(stage: Stage) -> None:
    administrator_of(stage).ask("POST", f"/api/users/{stage.viewer.person}/password")


def _other_roles(stage: Stage) -> None:
    warden = administrator_of(stage)
    path = f"/api/users/{stage.viewer.person}"
    found = warden.get(path)
    body = {
        "full_name": "x",
        "roles": ["planner"],
        "clearance": found.json["clearance"],
        "active": True,
    }
    warden.ask("PUT", path, body, {"if-match": found.header("etag")})


def _one_too_many(stage: Stage) -> None:
    for _ in range(10):
        stage.site.wall[0] += 1
        stage.site.log_in("pol.pol")


ENDS: Mapping[str, Callable[[Stage], None]] = {
    "idle too long": _idle,
    "too old": _too_old,
    "the clock went back before its beginning": _from_the_future,
    "logged out": _logged_out,
    "account closed": _closed,
    "password changed in another session": _password_elsewhere,
    "password reset": _new_password,
    "roles changed": _other_roles,
    "more sessions than a person has": _one_too_many,
}
NONE: Mapping[str, Callable[[Stage], None]] = {
    "no cookie": _empty,
    "a cookie of nobody": _garbage,
    "a cookie that is none": _odd,
    "the cookie under another name": _other_name,
}


def without_roles(stage: Stage) -> Browser:
    """A person of Poland's with no role at all."""
    clearance = clearance_up_to("SECRET", nation="POL")
    stage.site.add("guest", "POL", clearance, roles=frozenset())
    return stage.site.log_in("guest.pol")


def unsettled(stage: Stage) -> Browser:
    """A person of Poland's with a one-time password."""
    clearance = clearance_up_to("SECRET", nation="POL")
    made = stage.site.add("newcomer", "POL", clearance)
    browser = stage.site.log_in("newcomer.pol")
    stage.site.parts.office._people[made.id] = replace(
        stage.site.parts.office._people[made.id], must_change=True
    )
    return browser
