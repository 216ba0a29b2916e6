"""The reference pages and JSON Schemas, made from the same declarations that drive the readers."""
