"""The file of news: reads it against the book it speaks of, with every fault at once."""
