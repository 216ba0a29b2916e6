"""Whether the records of a book agree with each other: references, dates, cycles, loads, positions."""
