"""Published pre-positioning data in the shapes they are published in; nothing here is copied."""
