"""The files of the book that `new_book` writes."""
