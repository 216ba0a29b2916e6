"""What stands of a proposal: clocks, slots, rounds, silence, votes, finality. Worked out, never stored."""
