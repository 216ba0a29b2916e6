"""The tables of a book's `preposition/` folder: columns, reader, nouns."""
