"""What nations give and hosts allow, worked out: coverage, consent, command held, the line from end to end."""
