"""Rebuild the data of `coalition.network` from public sources, byte for byte the same each time.

    python scripts/build_network.py --source FOLDER --atlas countries-50m.json

`--source` is the folder of the European road and rail graph (derived from PyPI `scgraph_data` 2.0.0,
country-tagged; see `src/coalition/network/data/NOTICE.md`), `--atlas` the file `countries-50m.json`
of npm `world-atlas` 2.0.2. The sea comes from PyPI `searoute` 1.6.0, the codes from PyPI `pycountry`;
install both beside numpy and scipy first. The tables of facts (`*.csv`) are written by hand.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))

from network_build.land import build_land
from network_build.sea import build_sea
from network_build.world import build_borders, build_territories, read_atlas

DATA = Path(__file__).parents[1] / "src" / "coalition" / "network" / "data"


def main() -> None:
    """Write every built file into the package."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--atlas", type=Path, required=True)
    asked = parser.parse_args()
    countries = import_module("pycountry").countries
    alpha3 = {country.alpha_2: country.alpha_3 for country in countries} | {"XK": "XKX"}
    number = {country.numeric: country.alpha_3 for country in countries}
    write("roads", build_land(asked.source, "road", alpha3))
    write("rails", build_land(asked.source, "rail", alpha3))
    write("sea", build_sea())
    nations, arcs = read_atlas(asked.atlas, number)
    write("territories", build_territories(nations, arcs))
    outlines = json.dumps(build_borders(nations, arcs), separators=(",", ":"))
    (DATA / "borders.json").write_text(outlines + "\n")


def write(name: str, arrays: dict[str, NDArray[Any]]) -> None:
    """One compressed file of arrays."""
    np.savez_compressed(DATA / f"{name}.npz", **arrays)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
