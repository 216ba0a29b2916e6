"""How far a key that is about to be revoked still counts: one statement of the root keys for each stream.

Each names its stream, so it is kept with the streams and not in the roster, and travels with them alone.
"""

from __future__ import annotations

from coalition.errors import RefusedError
from coalition.record.commits.commit import Hands, Standing
from coalition.record.signing.issuing import limit_of
from coalition.record.signing.stored import LIMIT_KIND, keep_statements
from coalition.record.storage.port import Store


def limit_key(store: Store, hands: Hands, standing: Standing, key_id: str) -> None:
    """Say of every stream of the key's nation that what is below its present size still counts."""
    key = hands.keyring.roster.find_key(key_id)
    if key is None:
        raise RefusedError(f"no key `{key_id}` in the roster")
    said = [
        limit_of(hands.keyring, key_id, stream=name, size=head.frontier.size)
        for name, head in standing.heads.items()
        if name.origin == key.nation
    ]
    with store.transaction():
        keep_statements(store.writer, LIMIT_KIND, said)
