"""What the files of a book may hold, declared once: it drives reading, writing, documents and faults."""
