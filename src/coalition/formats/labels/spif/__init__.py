"""Security policies as XML: the Open XML SPIF, read and written."""
