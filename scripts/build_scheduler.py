"""Builds the compiled parts of scheduler and network where they belong, unless there from the same sources.

The compiler is `$CXX`, or the first of c++, g++ and clang++ on the path, or the one in the package `ziglang`.
Run it as `python scripts/build_scheduler.py`; `./go` and the package's build do so by themselves.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "coalition"
PARTS = {"scheduler": PACKAGE / "planning" / "core", "trees": PACKAGE / "network" / "globe"}
"""What the libraries are called, and where each lies with its sources in `native`."""
FLAGS = ["-std=c++17", "-O2", "-fPIC", "-shared", "-fno-exceptions", "-fvisibility=hidden"]


def compiler() -> list[str]:
    """The command of a C++ compiler; raises SystemExit with the mend when there is none."""
    wanted = os.environ.get("CXX")
    if wanted:
        return shlex.split(wanted)
    for name in ("c++", "g++", "clang++"):
        if shutil.which(name):
            return [name]
    if find_spec("ziglang"):
        return [sys.executable, "-m", "ziglang", "c++"]
    raise SystemExit("no C++ compiler: install g++ or clang++, set CXX, or `pip install ziglang`")


def fingerprint(home: Path) -> str:
    """What the library is built from: every source and the flags."""
    digest = hashlib.sha256(" ".join(FLAGS).encode())
    for source in sorted((home / "native").iterdir()):
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()


def build() -> list[Path]:
    """The libraries, built when missing or out of date; raises SystemExit when that fails."""
    return [build_part(name, home) for name, home in PARTS.items()]


def build_part(name: str, home: Path) -> Path:
    """One library; raises SystemExit when it does not compile."""
    library, mark, wanted = home / f"_{name}.so", home / f"_{name}.sha256", fingerprint(home)
    if library.exists() and mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return library
    made = library.with_suffix(f".{os.getpid()}.tmp")
    sources = map(str, sorted((home / "native").glob("*.cpp")))
    command = [*compiler(), *FLAGS, "-o", str(made), *sources]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        made.unlink(missing_ok=True)
        raise SystemExit(f"`{name}` does not compile with `{command[0]}`:\n{done.stderr}")
    made.replace(library)
    mark.write_text(wanted, encoding="ascii")
    return library


if __name__ == "__main__":
    build()
