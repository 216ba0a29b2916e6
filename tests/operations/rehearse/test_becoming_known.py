"""What becomes known in a replication."""

from __future__ import annotations

from tests.simulators.rehearsal_pieces import chance, piece_of, play_of, small_north, under

from coalition.model.chance.chances import Chance, ChanceKind
from coalition.model.change.news import News, NewsKind
from coalition.model.law import Decision, Outcome
from coalition.operations.news.taking_in import take_in
from coalition.operations.rehearse.becoming_known import news_after
from coalition.rehearsal.engine.reactions import NONE

ALWAYS_PPM = 1_000_000


def all_news(*chances: Chance) -> list[News]:
    frame, _, script = small_north()
    piece = piece_of(script, under(*chances), NONE)
    play, since, found = play_of(piece, 1), -1, []
    while (news := news_after(frame, play, piece.register, since)) is not None:
        found.append(news)
        since = int(news.at) - script.origin
    return found


def test_news_comes_in_order_of_time_each_piece_once() -> None:
    lost = chance(ChanceKind.PLACE_LOST, probability_ppm=ALWAYS_PPM, lasts_h=(90, 100, 110))
    found = all_news(lost)
    times = [news.at for news in found]
    assert len(times) > 3
    assert times == sorted(set(times))
    subjects = [item.subject for news in found for item in news.items]
    assert len(subjects) == len(set(subjects))


def test_what_is_shut_for_hours_only_is_waited_for() -> None:
    lost = chance(ChanceKind.PLACE_LOST, probability_ppm=ALWAYS_PPM, lasts_h=(5, 6, 7))
    assert all_news(lost) == []


def test_what_is_merely_late_is_no_news() -> None:
    late = chance(ChanceKind.READINESS_LATE, probability_ppm=ALWAYS_PPM, lasts_h=(5, 60, 90))
    assert all_news(late) == []


def test_a_refused_consent_is_told_as_the_decision_of_who_decides_and_a_book_takes_it_in() -> None:
    refused = chance(ChanceKind.CONSENT_REFUSED, probability_ppm=ALWAYS_PPM)
    frame, _, _ = small_north()
    items = [item for news in all_news(refused) for item in news.items]
    assert items
    assert {item.kind for item in items} == {NewsKind.CONSENT_REFUSED}
    for item in items:
        assert isinstance(item.made, Decision)
        assert item.made.outcome is Outcome.REFUSED
        assert item.made in take_in(frame.book, News(item.when.opens, (item,))).decisions


def test_a_source_taken_back_is_told_when_it_is() -> None:
    gone = chance(ChanceKind.SOURCE_WITHDRAWN, probability_ppm=ALWAYS_PPM)
    found = all_news(gone)
    assert found
    assert {item.kind for news in found for item in news.items} == {NewsKind.PLEDGE_WITHDRAWN}
    assert all(item.when.opens == news.at for news in found for item in news.items)
