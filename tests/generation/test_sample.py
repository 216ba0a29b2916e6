"""The committed sample is what the generator makes of its stated seed; renew it by the command shown."""

from __future__ import annotations

from pathlib import Path

from coalition.formats.book_reader import read_book
from coalition.generation.northern import northern_reinforcement

SAMPLE = Path(__file__).parents[2] / "cases" / "northern-reinforcement"
REQUIREMENTS, SEED = 40, 7
RENEW = (
    f"coalition generate cases/northern-reinforcement --requirements {REQUIREMENTS} --seed {SEED}"
)


def test_the_sample_is_generator_output_byte_for_byte() -> None:
    files = northern_reinforcement(REQUIREMENTS, SEED)
    found = {
        str(path.relative_to(SAMPLE)): path.read_bytes().decode()
        for path in sorted(SAMPLE.rglob("*"))
        if path.is_file() and path.name != "README.md"
    }
    assert sorted(found) == sorted(files), f"remove the old files, then: {RENEW}"
    assert [name for name in files if files[name] != found[name]] == [], (
        f"remove the old files, then: {RENEW}"
    )


def test_the_readme_states_how_the_sample_is_made() -> None:
    assert RENEW in (SAMPLE / "README.md").read_text(encoding="utf-8")


def test_the_sample_reads_as_fictional() -> None:
    assert read_book(SAMPLE).fictional
