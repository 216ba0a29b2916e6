"""Terms asked for at the door, over those the book states."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from coalition.model.supply.placing import Terms


@dataclass(frozen=True, slots=True)
class TermsAsked:
    """The same as `Terms`; None leaves what the book says."""

    within_hours: int | None = None
    share_percent: int | None = None
    excused_percent: int | None = None
    tail_percent: int | None = None
    loss_percent: int | None = None
    fair_percent: int | None = None
    cover_percent: int | None = None
    cover_hours: int | None = None
    even_percent: int | None = None

    def over(self, stated: Terms) -> Terms:
        """The stated terms with what is asked in their place."""
        asked = {one.name: getattr(self, one.name) for one in fields(self)}
        return replace(
            stated, **{name: value for name, value in asked.items() if value is not None}
        )
