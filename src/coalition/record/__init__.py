"""The signed, append-only record: streams of entries under Merkle trees. It knows no noun of the domain."""

from coalition.record.canonical import canonical_bytes, parse_canonical, parse_canonical_map
from coalition.record.commits.commit import Clock
from coalition.record.entries import Checkpoint, Draft, Entry, Receipt, StreamName
from coalition.record.log import Record
from coalition.record.opening import open_record
from coalition.record.proving import InclusionProof
from coalition.record.signing.issuing import generate_keyring, revoke_key, rotate_key
from coalition.record.signing.key_files import load_keyring, save_keyring
from coalition.record.signing.keyring import Keyring
from coalition.record.signing.keys import Randomness
from coalition.record.signing.roster import Roster
from coalition.record.storage.rows import StoreBrokenError, StoreUnavailableError

__all__ = [
    "Checkpoint",
    "Clock",
    "Draft",
    "Entry",
    "InclusionProof",
    "Keyring",
    "Randomness",
    "Receipt",
    "Record",
    "Roster",
    "StoreBrokenError",
    "StoreUnavailableError",
    "StreamName",
    "canonical_bytes",
    "generate_keyring",
    "load_keyring",
    "open_record",
    "parse_canonical",
    "parse_canonical_map",
    "revoke_key",
    "rotate_key",
    "save_keyring",
]
