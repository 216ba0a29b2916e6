"""The tables of a book's `sustainment/` folder: their columns, their reader and the nouns they become."""
