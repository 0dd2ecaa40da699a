"""Meetings as text for other programs, one format a file. All functions stream: an iterator in, an iterator out."""
