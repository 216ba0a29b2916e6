"""The HTTP face of the operations, and the web client it serves."""
