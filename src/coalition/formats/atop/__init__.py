"""The Alliance Treaty Obligations and Provisions data (ATOP) read as instruments of the language.

The data are the user's: a folder with the published CSV files (Leeds, Ritter, Mitchell and Long 2002, "Alliance
Treaty Obligations and Provisions, 1815-1944", International Interactions 28: 237-260). None of it is kept here.
"""

from coalition.formats.atop.importer import AtopData, read_atop
from coalition.formats.atop.states import States, read_states

__all__ = ["AtopData", "States", "read_atop", "read_states"]
