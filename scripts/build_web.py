"""Build the web client into `src/coalition/server/static`, or say whether what is committed there is stale.

The build is the same, byte for byte, on every machine with the locked packages. `sources.sha256` beside it is
the digest of all that it is made from, so that a test without Node can tell a stale build.

`scripts/build_web.py` builds; `--check` compares digests only; `--rebuild` builds again elsewhere and
compares bytes. Needs Node 20 or newer with npm, but for `--check`. Not here: serving it.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
WEB = ROOT / "web"
STATIC = ROOT / "src" / "coalition" / "server" / "static"
DIGEST = "sources.sha256"
FONTS = ROOT / "src" / "coalition" / "formats" / "report" / "fonts"
BORDERS = ROOT / "src" / "coalition" / "network" / "data" / "borders.json"
SINGLE = (
    "index.html", "package.json", "package-lock.json", "svelte.config.js", "tsconfig.json",
    "vite.config.ts",
)  # fmt: skip


def sources() -> list[Path]:
    """Every file the build is made from, in one order."""
    found = [WEB / name for name in SINGLE]
    for folder in ("src", "public"):
        found += [path for path in (WEB / folder).rglob("*") if path.is_file()]
    found += [*FONTS.glob("*.woff2"), BORDERS]
    return sorted(found, key=lambda path: path.relative_to(ROOT).as_posix())


def digest_of_sources() -> str:
    """SHA-256 over names and contents, as 64 hex digits."""
    whole = hashlib.sha256()
    for path in sources():
        whole.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def is_fresh() -> bool:
    """Whether the committed build was made from the sources as they are."""
    written = STATIC / DIGEST
    return written.is_file() and written.read_text(encoding="ascii").strip() == digest_of_sources()


def build(target: Path) -> None:
    """Build into `target`; raises `CalledProcessError` when npm or the build fails."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not on the path: install Node 20 or newer")
    if not (WEB / "node_modules").is_dir():
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=WEB, check=True)
    command = [npm, "run", "--silent", "build", "--", "--outDir", str(target), "--emptyOutDir"]
    subprocess.run(command, cwd=WEB, check=True)
    (target / DIGEST).write_text(digest_of_sources() + "\n", encoding="ascii")


def contents(folder: Path) -> dict[str, bytes]:
    """Bytes of every file by its path below the folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def differences() -> list[str]:
    """Names of files that a build made now has otherwise than the committed one."""
    with tempfile.TemporaryDirectory() as made:
        build(Path(made))
        now, then = contents(Path(made)), contents(STATIC)
    return sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))


def main(arguments: list[str]) -> int:
    """The exit code: 1 when the committed build is stale or differs."""
    if "--check" in arguments:
        print("fresh" if is_fresh() else "stale: run scripts/build_web.py")
        return 0 if is_fresh() else 1
    if "--rebuild" in arguments:
        found = differences()
        print("\n".join(found) or "the same, byte for byte")
        return 1 if found else 0
    build(STATIC)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
