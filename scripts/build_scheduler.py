"""Builds the compiled part of the scheduler where it belongs, unless it is there from the same sources.

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

HOME = Path(__file__).resolve().parent.parent / "src" / "coalition" / "planning" / "core"
LIBRARY = HOME / "_scheduler.so"
MARK = HOME / "_scheduler.sha256"
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


def fingerprint() -> str:
    """What the library is built from: every source and the flags."""
    digest = hashlib.sha256(" ".join(FLAGS).encode())
    for source in sorted((HOME / "native").iterdir()):
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()


def build() -> Path:
    """The library, built when it is missing or out of date; raises SystemExit when that fails."""
    wanted = fingerprint()
    if LIBRARY.exists() and MARK.exists() and MARK.read_text(encoding="ascii") == wanted:
        return LIBRARY
    made = LIBRARY.with_suffix(f".{os.getpid()}.tmp")
    command = [*compiler(), *FLAGS, "-o", str(made), str(HOME / "native" / "core.cpp")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        made.unlink(missing_ok=True)
        raise SystemExit(f"the scheduler does not compile with `{command[0]}`:\n{done.stderr}")
    made.replace(LIBRARY)
    MARK.write_text(wanted, encoding="ascii")
    return LIBRARY


if __name__ == "__main__":
    build()
