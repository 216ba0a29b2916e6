"""The nouns of news whose records are without a fault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coalition.formats.news.keys import kind_of, subject_key
from coalition.formats.news.names import text_of
from coalition.formats.nouns.cargo import inline_lines
from coalition.formats.nouns.demand import make_requirement
from coalition.formats.nouns.geography import nation_ids
from coalition.formats.nouns.law import LawMaker
from coalition.formats.parse.parsed import Parsed
from coalition.formats.schema.demand import REQUIREMENTS
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.change.news import Made, NewsItem, NewsKind
from coalition.model.identity import DecisionId, ProvisionId
from coalition.model.law import Decision, Duration, Instrument, Outcome, TimeUnit
from coalition.model.places import Mode

if TYPE_CHECKING:
    from coalition.formats.parse.record import Record
    from coalition.model.book import Book

_AMOUNTS = ("slots", "carriers", "percent", "notice", "pieces", "priority")
_DATES = ("taken", "rdd", "from")
_OUTCOMES = {
    NewsKind.CONSENT_REFUSED: Outcome.REFUSED,
    NewsKind.DECISION_EARLY: Outcome.GRANTED,
}


class ItemMaker:
    """Makes the items of one file; knows the book's groups and the instant of the news."""

    def __init__(self, parsed: Parsed, book: Book, at: Minute) -> None:
        self._parsed, self._book, self._at, self._made = parsed, book, at, 0

    def make(self, item: Record) -> NewsItem:
        """One item."""
        kind, _ = kind_of(item)
        self._made += 1
        brought = self._brought(item, kind)
        return NewsItem(
            kind,
            self._subject(item, brought),
            self._when(item),
            next((item.whole(key) or 0 for key in _AMOUNTS if key in item.values), 0),
            item.whole("weight"),
            Mode(item.text("mode")) if item.has("mode") else None,
            item.text("pod") or item.text("destination"),
            brought,
            item.text("text"),
        )

    def _subject(self, item: Record, brought: Made | None) -> str:
        if isinstance(brought, Instrument):
            return str(brought.provisions[-1].id)
        key = subject_key(item)
        return item.record(key).text("uln") if key == "new" else item.text(key)  # type: ignore[union-attr]

    def _when(self, item: Record) -> Interval:
        given = next((item.minute(key) for key in _DATES if key in item.values), None)
        until = item.minute("until")
        opens = self._at if given is None else given
        return Interval(opens, FOREVER if until is None else until)

    def _brought(self, item: Record, kind: NewsKind) -> Made | None:
        new, caveat, ban = (item.record(key) for key in ("new", "caveat", "prohibition"))
        duration = item.record("duration")
        if new is not None:
            return make_requirement(new, REQUIREMENTS, inline_lines(new, REQUIREMENTS))
        if caveat is not None:
            return self._from_now(self._law(caveats=[caveat]))
        if ban is not None:
            law = self._law(instruments=[text_of(ban)])
            return self._from_now(replace(law, in_force=_ALWAYS))
        if duration is not None:
            return _duration(duration)
        return self._decision(item, _OUTCOMES[kind]) if kind in _OUTCOMES else None

    def _law(
        self, *, instruments: list[Record] | None = None, caveats: list[Record] | None = None
    ) -> Instrument:
        """The one text that the records make."""
        parsed = Parsed(
            documents=self._parsed.documents, instruments=instruments or [], caveats=caveats or []
        )
        names = {nation.id: nation.name for nation in self._book.nations.values()}
        return LawMaker(parsed, names).instruments()[0]

    def _from_now(self, text: Instrument) -> Instrument:
        """The text with what states no beginning holding from the instant of the news."""
        return replace(text, provisions=tuple([
            replace(one, valid=Interval(self._at, one.valid.closes))
            if one.valid.opens == ALWAYS else one for one in text.provisions
        ]))  # fmt: skip

    def _decision(self, item: Record, outcome: Outcome) -> Decision:
        maker = LawMaker(self._parsed, {})
        until = item.minute("until")
        return Decision(
            DecisionId(f"news-{self._made}"), ProvisionId(item.text("procedure")), outcome,
            self._when(item).opens, item.text("by"), item.text("text"),
            FOREVER if until is None else until,
            nation_ids(maker.expand(item.texts("actors"))),
            nation_ids(maker.expand(item.texts("territories"))),
        )  # fmt: skip


def _duration(record: Record) -> Duration:
    likely = record.whole("likely")
    least, most = (record.whole(key) if record.has(key) else likely for key in ("least", "most"))
    return Duration(least, likely, most, TimeUnit(record.text("unit") or TimeUnit.HOURS))


_ALWAYS = Interval(ALWAYS, FOREVER)
