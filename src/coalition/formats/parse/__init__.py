"""From cell texts and TOML values to typed values in base units, by the declared columns."""
