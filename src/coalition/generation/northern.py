"""The invented reinforcement as files of a book; pure, so that the same call gives the same text."""

from __future__ import annotations

from coalition.errors import Fault, InputError
from coalition.generation.capacity import places
from coalition.generation.demand import demand
from coalition.generation.frame import START, Frame, Profile, Scarcity
from coalition.generation.geography import NATIONS
from coalition.generation.law import caveats, decisions, instrument_files, nations_of
from coalition.generation.lift import fleets
from coalition.generation.tables import Row, csv_text, toml_text
from coalition.generation.ways import closures, ways


def northern_reinforcement(
    requirements: int, seed: int, *, scarcity: str = "medium", unknowns: int = 0
) -> dict[str, str]:
    """File name to text of a fictional reinforcement of the north over about 70 real places, 90 days.

    Raises InputError for a number below one or a scarcity that is not `ample`, `medium` or `scarce`.
    """
    return book_files(_frame(requirements, seed, Profile.NORTHERN, scarcity, unknowns))


def small_reinforcement(
    requirements: int, seed: int, *, scarcity: str = "medium", unknowns: int = 0
) -> dict[str, str]:
    """The same rules over ten places, few carriers and 30 days, for exact models. Raises as above."""
    return book_files(_frame(requirements, seed, Profile.SMALL, scarcity, unknowns))


def _frame(requirements: int, seed: int, profile: Profile, scarcity: str, unknowns: int) -> Frame:
    faults = []
    if requirements < 1:
        faults.append(Fault("requirements", "generate-size", f"`{requirements}` is below one"))
    if unknowns < 0:
        faults.append(Fault("unknowns", "generate-unknowns", f"`{unknowns}` is below zero"))
    if scarcity not in set(Scarcity):
        hint = f"write one of {', '.join(Scarcity)}"
        faults.append(Fault("scarcity", "generate-scarcity", f"`{scarcity}` is no scarcity", hint))
    if faults:
        raise InputError(faults)
    return Frame(requirements, seed, profile, Scarcity(scarcity), unknowns)


def book_files(frame: Frame) -> dict[str, str]:
    """File name to text of the book of a frame."""
    made = demand(frame)
    tables: dict[str, list[Row]] = {
        "nations.csv": _nations(frame), "places.csv": places(frame), "ways.csv": ways(frame),
        "closures.csv": closures(frame), "units.csv": made.units, "cargo.csv": made.cargo,
        "stocks.csv": made.pool.rows(), "lift.csv": fleets(frame),
        "requirements.csv": made.requirements, "decisions.csv": decisions(frame),
    }  # fmt: skip
    return {
        "book.toml": _book(frame), "crisis.toml": _crisis(frame), "alliance.toml": _alliance(frame),
        **instrument_files(frame), "caveats.toml": caveats(frame),
        **{name: csv_text(rows) for name, rows in tables.items() if rows},
    }  # fmt: skip


def _book(frame: Frame) -> str:
    title = f"Northern reinforcement, {frame.requirements} requirements, seed {frame.seed} (fictional)"
    return toml_text({"title": title, "version": "1", "fictional": True})


def _crisis(frame: Frame) -> str:
    crisis = {
        "title": "Northern reinforcement (fictional)", "activated": START,
        "horizon_days": frame.horizon_days, "avoid": ["RUS", "BLR"],
        "text": "Five hosts ask their allies to reinforce them. Forces, law, lift and dates are invented.",
    }  # fmt: skip
    return toml_text(crisis) + "\n" + toml_text({"host_request": True}, head="[facts]")


def _alliance(frame: Frame) -> str:
    members = nations_of(frame)
    hosts = [nation for nation in members if nation in ("LTU", "LVA", "EST", "FIN", "NOR")]
    bodies = (
        {"id": "council", "name": "Council of the case", "members": ["members"], "rule": "consensus"},
        {"id": "lift-cell", "name": "Lift cell of the case", "members": ["members"], "rule": "silence"},
    )
    parts = [
        toml_text({"name": "Northern alliance (fictional)", "members": members}),
        toml_text({"hosts": hosts}, head="[groups]"),
        *(toml_text(body, head="[[body]]") for body in bodies),
    ]
    return "\n".join(parts)


def _nations(frame: Frame) -> list[Row]:
    return [
        {"nation": nation, "name": NATIONS[nation], "source": "ISO 3166-1", "confidence": "official"}
        for nation in nations_of(frame)
    ]
