"""Builds the compiled parts into the wheel, and beside the sources for an editable install."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SchedulerBuild(BuildHookInterface[Any]):
    """Run before each wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the libraries; the wheel is then one of this platform."""
        del version
        sys.path.insert(0, str(Path(self.root) / "scripts"))
        from build_scheduler import build  # noqa: PLC0415 - its folder has just been put on the path

        libraries = build()
        build_data["pure_python"] = False
        build_data["infer_tag"] = False
        build_data["tag"] = f"py3-none-{_platform()}"
        build_data["artifacts"] += [str(library.relative_to(self.root)) for library in libraries]


def _platform() -> str:
    from sysconfig import get_platform  # noqa: PLC0415 - wanted here alone

    return get_platform().replace("-", "_").replace(".", "_")
