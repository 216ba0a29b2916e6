"""The file of chances: read against the book it speaks of, every fault at once, over what is assumed."""
