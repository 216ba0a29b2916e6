"""Listeners are told what changed of what they see, may come back, and are let go when their session ends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from typing import Any

from tests.simulators.crisis_sites import Browser, CrisisSite

from coalition.server.listening import Listener

ONLY_POL = {"classification": "UNCLASSIFIED", "categories": {"Only": ["POL"]}}


def clearance_of(site: CrisisSite, browser: Browser) -> Any:
    found = site.parts.office.find(browser.cookie)
    assert found is not None
    return found[0].clearance


async def first_of(stream: Any, wanted: bytes, seconds: float = 5) -> bytes:
    async def seek() -> bytes:
        async for told in stream:
            if wanted in told:
                return bytes(told)
        return b""

    return await asyncio.wait_for(seek(), seconds)


def run(site: CrisisSite, work: Coroutine[Any, Any, Any]) -> Any:
    return site.loop.run(work)


async def begun(site: CrisisSite) -> None:
    site.parts.hub.start()


def test_a_listener_is_told_which_objects_changed_and_nothing_hidden(
    site: CrisisSite, pol: Browser, deu: Browser
) -> None:
    run(site, begun(site))
    open_ = {"alive": True}
    listener = Listener(clearance_of(site, deu), lambda: open_["alive"])
    stream = site.parts.hub.stream(listener, "")

    async def beginning() -> bytes:
        return bytes(await anext(stream))

    assert run(site, beginning()) == b"retry: 2000\n\n"
    pol.say("TaskAssigned", {"owner": "POL", "title": "x"}, label=ONLY_POL)
    shared = pol.say("TaskAssigned", {"owner": "DEU", "title": "x"}).json["subject"]
    told = run(site, first_of(stream, b"change")).decode()
    data = json.loads(told.partition("data: ")[2].partition("\n")[0])
    assert data["ids"] == [shared]
    assert data["kinds"] == ["task"]
    assert b"x" not in json.dumps(data["ids"]).encode()
    open_["alive"] = False
    assert run(site, first_of(stream, b"never")) == b""


def test_a_listener_that_comes_back_is_told_what_it_missed(
    site: CrisisSite, pol: Browser, deu: Browser
) -> None:
    pol.say("TaskAssigned", {"owner": "DEU", "title": "first"})
    room, hub, clearance = site.parts.open.room, site.parts.hub, clearance_of(site, deu)
    first = hub.message(clearance, room.journal.events[-1:]).decode()
    last = first.partition("id: ")[2].partition("\n")[0]
    pol.say("TaskAssigned", {"owner": "POL", "title": "x"}, label=ONLY_POL)
    second = pol.say("TaskAssigned", {"owner": "DEU", "title": "second"}).json["subject"]
    answer = deu.get("/api/events", {"last-event-id": last})
    assert second.encode() in answer.body
    nobody = deu.get("/api/events", {"last-event-id": "nonsense"})
    assert b"event: reset" in nobody.body


def test_a_message_of_one_viewer_is_no_place_for_another(
    site: CrisisSite, pol: Browser, deu: Browser
) -> None:
    pol.say("TaskAssigned", {"owner": "DEU", "title": "first"})
    room, hub = site.parts.open.room, site.parts.hub
    message = hub.message(clearance_of(site, pol), room.journal.events[-1:]).decode()
    last = message.partition("id: ")[2].partition("\n")[0]
    assert b"event: reset" in deu.get("/api/events", {"last-event-id": last}).body
