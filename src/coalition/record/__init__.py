"""The signed, append-only record: streams of entries under Merkle trees. It knows no noun of the domain."""
