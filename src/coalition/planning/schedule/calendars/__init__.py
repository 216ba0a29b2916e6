"""What is in use when: spans, levels, desks of places, and the journal that takes changes back."""
