"""Who holds which authority when, by the matrix of the library."""

from __future__ import annotations

from tests.command.powers import POWERS
from tests.command.stage import STAFF, Stage, after

from coalition.command.events.event import Event, Origin
from coalition.command.events.kinds.transfers import (
    AuthorityDelegated,
    TransferAccepted,
    TransferEnded,
    TransferOffered,
)
from coalition.command.events.terms import Restriction
from coalition.command.giving.holding import Holding, holding_of
from coalition.measure.instants import Interval
from coalition.model.law import CommandState


def accepted(state: CommandState = CommandState.OPCON) -> tuple[Stage, Event]:
    stage = Stage()
    caveat = Restriction("geography", "not beyond the river")
    window = Interval(after(10), after(100))
    transfer = stage.say("AAA", TransferOffered("1 Bn", STAFF, state, window, (caveat,)))
    stage.say(STAFF, TransferAccepted(), transfer)
    return stage, transfer


def holding(stage: Stage, about: Event, now: int) -> Holding:
    found = holding_of(stage.picture(after(now)), about.subject, POWERS)
    assert found is not None
    return found


def test_authority_holds_in_its_window_and_comes_back() -> None:
    stage, transfer = accepted()
    held = [bool(holding(stage, transfer, now).holders) for now in (9, 10, 99, 100)]
    assert held == [False, True, True, False]


def test_what_the_state_does_not_allow_stays_national() -> None:
    stage, transfer = accepted()
    found = holding(stage, transfer, 20)
    assert found.may(STAFF, "direct")
    assert not found.may(Origin("AAA"), "direct")
    assert found.may(Origin("AAA"), "discipline")
    assert not found.may(STAFF, "discipline")
    assert not found.may(STAFF, "assign-mission")
    assert found.caveats[0].text == "not beyond the river"


def test_before_it_passes_everything_is_national() -> None:
    stage, transfer = accepted()
    assert holding(stage, transfer, 5).national == POWERS[CommandState.FULLCOM]


def test_an_offer_alone_passes_nothing() -> None:
    stage = Stage()
    body = TransferOffered("1 Bn", STAFF, CommandState.OPCOM, Interval(after(0), after(99)))
    transfer = stage.say("AAA", body)
    assert holding(stage, transfer, 50).holders == ()


def test_the_nation_takes_it_back_when_it_says() -> None:
    stage, transfer = accepted()
    stage.say("AAA", TransferEnded("recalled", after(40)), transfer)
    held = [bool(holding(stage, transfer, now).holders) for now in (39, 40)]
    assert held == [True, False]


def test_a_delegation_lasts_its_time_and_gives_its_own_powers() -> None:
    stage, transfer = accepted(CommandState.OPCOM)
    body = AuthorityDelegated(Origin("CCC"), CommandState.TACON, after(50))
    stage.say(STAFF, body, transfer, at=after(20))
    assert holding(stage, transfer, 30).may(Origin("CCC"), "local-control")
    assert not holding(stage, transfer, 50).may(Origin("CCC"), "local-control")
    assert not holding(stage, transfer, 30).may(Origin("CCC"), "assign-mission")


def test_full_command_has_every_power_of_every_state() -> None:
    for powers in POWERS.values():
        assert powers <= POWERS[CommandState.FULLCOM]


def test_what_is_not_in_the_picture_has_no_holding() -> None:
    stage, transfer = accepted()
    stage.events.remove(transfer)
    assert holding_of(stage.picture(), transfer.subject, POWERS) is None
