"""May this be said now: by this person, in this role, for this origin, about this object as it stands.

Pure: from the picture of the actor's own view. A command that passes here is never set aside by the fold of the
same picture.
"""

from __future__ import annotations

from coalition.command.acting.command import Command, Decision
from coalition.command.events.registry import kind_of
from coalition.command.fold.picture import Picture


def may_act(picture: Picture, command: Command) -> Decision:
    """Whether the command may become an event, with every reason."""
    kind = kind_of(command.body)
    del picture  # looked at by the rooms
    if kind is None:
        return Decision(False, ("no such verb is known",), ("content",))
    if not command.actor.roles & set(kind.roles):
        wanted = " or ".join(kind.roles)
        return Decision(False, (f"only a {wanted} may {kind.verb}",), ("role",))
    return Decision(True, (f"a {kind.verb} may be made",))
