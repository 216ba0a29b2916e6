"""What a user does, one file a verb. Reads through `formats`, thinks in the rooms below, writes back."""
