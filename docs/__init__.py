"""The documents' own tools."""
