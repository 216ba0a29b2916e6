"""The benchmark runs once, or says what it lacks; either way it ends with 0."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_the_benchmark_runs_once_or_says_what_it_lacks() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "ctsndp.py"), "--once"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    if (ROOT / "../shared/bench/ctsndp/classes.csv").is_file():
        assert "c33_.1111_.25_1.txt" in run.stdout
        assert "LC/HF" in run.stdout
    else:
        assert run.stdout.startswith("skipped")
