"""The keys a node holds: signing keys of the nations it speaks for, and its own key for its order of commit.

Not here: the files they lie in (`key_files`) and the making of new ones (`issuing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coalition.errors import RefusedError
from coalition.record.signing.keys import SigningKey
from coalition.record.signing.roster import Roster

NODE = "node"
"""In place of a nation: the node's own key, which never leaves it."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Private keys by key id, the node's key, and the roster that says whose they are.

    `roots` are the offline keys by key id; empty in a node that runs as it should.
    """

    roster: Roster
    node: SigningKey
    signers: Mapping[str, SigningKey] = field(repr=False)
    roots: Mapping[str, SigningKey] = field(default_factory=dict, repr=False)

    def signer_of(self, nation: str, now: str) -> SigningKey:
        """The key with which the nation signs now; RefusedError when the node may not speak for it."""
        public = self.roster.key_at(nation, now)
        signer = None if public is None else self.signers.get(public.key_id)
        if signer is None:
            raise RefusedError(f"this node holds no key in force of `{nation}`")
        return signer
