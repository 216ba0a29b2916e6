"""How answers are made: problems, tags, pages, schemas, labels to write, the map."""
