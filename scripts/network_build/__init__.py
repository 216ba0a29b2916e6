"""Builds the data of `coalition.network` from public packages; run through `scripts/build_network.py`.

Not part of the installed program: nothing under `src/` imports it.
"""
