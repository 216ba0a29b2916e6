"""The proof of an answer as one tree, and its forms: text, a page, a record that can be proved again."""
