"""Whether a text was put rightly: the right words, where it lies, with that roster and one of its rules."""

from __future__ import annotations

from coalition.command.events.event import Event, ObjectId
from coalition.command.events.kinds.bodies import ForumRule
from coalition.command.events.kinds.decisions import DecisionOpened
from coalition.command.nouns.bodies import Body
from coalition.command.nouns.proposals import Proposal
from coalition.model.nations import Rule


def opening_fault(state: Proposal, event: Event, forum: ObjectId, body: Body | None) -> str:
    """Why a text was not put rightly; empty when it was, or when the body is not visible."""
    put: DecisionOpened = event.body
    if put.body != forum:
        return "the matter does not lie before that body"
    if put.text != state.words_at(event.at).event:
        return "other words stood then"
    if body is None:
        return ""
    epoch = body.epoch_at(event.at)
    if (put.epoch, put.roster) != (epoch.event, epoch.members):
        return "another roster held then"
    if body.dissolved is not None and body.dissolved <= event.at:
        return "the body is dissolved"
    if put.rule not in body.rules_for(state.tabled.matter, event.at):
        return "the body does not decide this matter by that rule"
    return rule_fault(put.rule)


def rule_fault(rule: ForumRule) -> str:
    """Why nothing can be decided by a rule; empty when something can."""
    if rule.rule is Rule.NOTIFICATION:
        return "nothing is decided by notification"
    if rule.share_den <= 0 or not 0 <= rule.share_num <= rule.share_den:
        return "a majority is a share of the whole"
    return ""
