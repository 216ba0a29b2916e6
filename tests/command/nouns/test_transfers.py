"""Authority passes by two words, goes on as far as its state allows, and comes back."""

from __future__ import annotations

from typing import Any

import pytest
from tests.command.powers import POWERS
from tests.command.stage import STAFF, Stage, after
from tests.command.whole_room import WINDOW

from coalition.command.events.event import Event, Origin
from coalition.command.events.kinds.transfers import (
    AuthorityDelegated,
    TransferAccepted,
    TransferEnded,
    TransferOffered,
)
from coalition.command.nouns.transfers import MAY_DELEGATE
from coalition.measure.instants import Interval
from coalition.model.law import CommandState


def find(stage: Stage, about: Event) -> Any:
    return stage.picture().find(about.subject)


def offered(state: CommandState = CommandState.OPCON) -> tuple[Stage, Event]:
    stage = Stage()
    return stage, stage.say("AAA", TransferOffered("1 Bn", STAFF, state, WINDOW))


def test_full_command_is_never_transferred() -> None:
    stage, transfer = offered(CommandState.FULLCOM)
    assert find(stage, transfer) is None


def test_a_nation_neither_transfers_to_itself_nor_for_no_time() -> None:
    stage = Stage()
    own = TransferOffered("1 Bn", Origin("AAA"), CommandState.OPCON, WINDOW)
    never = TransferOffered("1 Bn", STAFF, CommandState.OPCON, Interval(after(9), after(8)))
    assert find(stage, stage.say("AAA", own)) is None
    assert find(stage, stage.say("AAA", never)) is None


def test_only_the_other_side_accepts_once() -> None:
    stage, transfer = offered()
    stage.say("AAA", TransferAccepted(), transfer)
    assert find(stage, transfer).state.phase == "offered"
    stage.say(STAFF, TransferAccepted(), transfer)
    stage.say(STAFF, TransferAccepted(), transfer)
    assert find(stage, transfer).state.phase == "accepted"
    assert len(find(stage, transfer).set_aside) == 2


def test_the_nation_or_the_holder_ends_it() -> None:
    for by, phase in (("AAA", "ended"), (STAFF, "ended"), ("BBB", "accepted")):
        stage, transfer = offered()
        stage.say(STAFF, TransferAccepted(), transfer)
        stage.say(by, TransferEnded("", after(-9)), transfer)
        assert find(stage, transfer).state.phase == phase


@pytest.mark.parametrize("held", list(MAY_DELEGATE))
@pytest.mark.parametrize("given", list(CommandState))
def test_a_holder_delegates_what_its_state_allows(held: CommandState, given: CommandState) -> None:
    stage, transfer = offered(held)
    stage.say(STAFF, TransferAccepted(), transfer)
    stage.say(STAFF, AuthorityDelegated(Origin("CCC"), given), transfer)
    allowed = given in MAY_DELEGATE[held]
    assert len(find(stage, transfer).state.delegations) == allowed


def test_only_a_holder_of_an_accepted_transfer_delegates() -> None:
    stage, transfer = offered()
    stage.say(STAFF, AuthorityDelegated(Origin("CCC"), CommandState.TACON), transfer)
    stage.say(STAFF, TransferAccepted(), transfer)
    stage.say("BBB", AuthorityDelegated(Origin("CCC"), CommandState.TACON), transfer)
    assert find(stage, transfer).state.delegations == ()


def test_who_was_delegated_opcon_delegates_tacon_while_it_lasts() -> None:
    stage, transfer = offered(CommandState.OPCOM)
    stage.say(STAFF, TransferAccepted(), transfer)
    given = AuthorityDelegated(Origin("CCC"), CommandState.OPCON, after(50))
    stage.say(STAFF, given, transfer)
    stage.say("CCC", AuthorityDelegated(Origin("DDD"), CommandState.TACON), transfer, at=after(49))
    stage.say("CCC", AuthorityDelegated(Origin("EEE"), CommandState.TACON), transfer, at=after(50))
    assert [d.to for d in find(stage, transfer).state.delegations] == ["CCC", "DDD"]


def test_what_may_be_delegated_agrees_with_the_matrix_of_the_library() -> None:
    """Table I-4: OPCON is delegated by `delegate-opcon`, TACOM by `delegate-tacom`, TACON by `retain-tacon`."""
    rows = {
        CommandState.OPCON: "delegate-opcon",
        CommandState.TACOM: "delegate-tacom",
        CommandState.TACON: "retain-tacon",
    }
    for held, given in MAY_DELEGATE.items():
        assert set(given) == {state for state, power in rows.items() if power in POWERS[held]}
