from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from re import findall

import pytest
from tests.formats.report.fictional_alliance import fictional_content

from coalition.formats.report.content import Closing, Judgement, ReportContent, Verdict
from coalition.formats.report.writer import make_page, write_report
from coalition.model.identity import NationId, PlaceId, RequirementId
from coalition.model.plan import Plan, Score

HOSTILE = '"><svg onload=alert(1)><script>alert(2)</script>'
PICTURES = ("map", "theatre", "closure", "gantt", "lanes", "lift", "published")


class Page(HTMLParser):
    """Counts tags and keeps attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: dict[str, int] = {}
        self.names: set[str] = set()
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def hostile_content() -> ReportContent:
    """The small content with hostile names wherever a book can hold a text."""
    content = fictional_content(12)
    book = content.book
    requirements = {
        k: replace(r, description=HOSTILE, task=HOSTILE) for k, r in book.requirements.items()
    }
    places = {k: replace(p, name=HOSTILE) for k, p in book.places.items()}
    nations = {k: replace(n, name=HOSTILE) for k, n in book.nations.items()}
    fleets = {k: replace(f, name=HOSTILE) for k, f in book.fleets.items()}
    instruments = tuple(replace(i, title=HOSTILE) for i in book.instruments)
    timeline = tuple(replace(t, text=HOSTILE, capability=HOSTILE) for t in book.timeline)
    book = replace(
        book, title=HOSTILE, requirements=requirements, places=places, nations=nations, fleets=fleets,
        instruments=instruments, timeline=timeline, crisis=replace(book.crisis, title=HOSTILE, text=HOSTILE),
    )  # fmt: skip
    lanes = tuple(
        replace(lane, finding=HOSTILE, missing=(HOSTILE,), detail=HOSTILE) for lane in content.lanes
    )
    return replace(content, book=book, lanes=lanes, note=HOSTILE, files={HOSTILE: HOSTILE})


def empty_content() -> ReportContent:
    """A book without requirements and a plan without trips."""
    content = fictional_content(1)
    book = replace(
        content.book,
        requirements={},
        fleets={},
        units={},
        instruments=(),
        timeline=(),
        decisions=(),
    )
    return ReportContent(
        book, Plan(book.title, (), ()), Judgement(Verdict.GREEN, Score(0, 0, 0), ())
    )


def test_a_report_is_a_page_and_seven_pictures_twice(tmp_path: Path) -> None:
    paths = write_report(fictional_content(15), tmp_path / "new" / "folder")
    names = ["report.html"] + [f"{name}.{kind}" for name in PICTURES for kind in ("svg", "png")]
    assert [p.name for p in paths] == names
    assert all(p.stat().st_size > 1000 for p in paths)
    assert sorted(p.name for p in paths[0].parent.iterdir()) == sorted(names)


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    def digest(folder: str) -> list[str]:
        paths = write_report(fictional_content(4), tmp_path / folder)
        return [sha256(p.read_bytes()).hexdigest() for p in paths]

    assert digest("a") == digest("b")


def test_a_page_made_alone_is_the_page_that_is_written(tmp_path: Path) -> None:
    content = fictional_content(5)
    assert write_report(content, tmp_path)[0].read_text(encoding="utf-8") == make_page(content)


def test_the_page_needs_nothing_but_itself() -> None:
    page = make_page(fictional_content())
    assert findall(r'(?:src|href)="(?!#)[^"]*"', page) == []
    assert {u for u in findall(r"url\(([^)]{0,24})", page) if not u.startswith("#")} == {
        "data:font/woff2;base64,d"
    }
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")


def test_hostile_names_stay_text_everywhere(tmp_path: Path) -> None:
    paths = write_report(hostile_content(), tmp_path)
    page = Page(paths[0].read_text(encoding="utf-8"))
    assert page.tags["script"] == 1
    assert page.tags["svg"] == 1 + sum(p.suffix == ".svg" for p in paths)
    assert not {name for name in page.names if name.startswith("on")}
    assert page.text.count("alert(2)") > 40
    for path in paths:
        if path.suffix == ".svg":
            assert "<script" not in path.read_text(encoding="utf-8")


def test_the_page_says_what_matters_in_words() -> None:
    content = fictional_content()
    text = Page(make_page(content)).text
    late = [c for c in content.judgement.closings if c.closed_at is not None and c.late_minutes > 0]
    for words in (
        "FICTIONAL", "Amber Shore 2031", "Amber", "5 doubts must be settled first", "2031-03-03",
        f"{len(late)} late", "2 unmet", "No right plan can deliver more than",
        "Act on sending forces abroad, s. 2", "awaits LVA (Saeima), EST (Council)",
    ):  # fmt: skip
        assert words in text


def test_an_empty_plan_still_makes_a_page(tmp_path: Path) -> None:
    paths = write_report(empty_content(), tmp_path)
    text = Page(paths[0].read_text(encoding="utf-8")).text
    assert {p.stem for p in paths} == {"report", "map", "closure", "gantt"}
    assert "Lawful and feasible: no breach and no doubt." in text
    assert "No question of law was asked for this plan." in text


def test_content_that_names_what_the_book_lacks_is_drawn_without_it() -> None:
    content = fictional_content(6)
    stray = Closing(RequirementId("NOT-THERE"), None, 0, 0)
    book = replace(
        content.book,
        places={k: p for k, p in content.book.places.items() if k != PlaceId("rukla")},
        nations={NationId("DEU"): content.book.nations[NationId("DEU")]},
    )
    judgement = replace(content.judgement, closings=(stray,))
    assert "6 unmet" in Page(make_page(replace(content, book=book, judgement=judgement))).text


@pytest.mark.slow
def test_a_plan_of_a_thousand_requirements_makes_a_page_of_a_few_megabytes() -> None:
    content = fictional_content(1000)
    text = make_page(content)
    assert len(text.encode()) < 5_000_000
    assert text.count('<g class="row fate-') == 300
    assert "Of 1,000 requirements 300 are drawn" in text
    unmet = [c for c in content.judgement.closings if c.closed_at is None]
    assert text.count('<g class="row fate-unmet') == len(unmet)
