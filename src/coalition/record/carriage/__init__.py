"""A record carried elsewhere: backups, restoring, copies between stores, bundles for readers."""
