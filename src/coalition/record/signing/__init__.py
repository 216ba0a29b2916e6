"""Who signed: Ed25519 keys and their validation, the roster of nations, checkpoints, proof of two stories."""
