"""Units, instants and distances: everything that turns what people write into exact integers."""
