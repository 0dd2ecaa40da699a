"""Measurements of envoytl's speed and memory, and the invented data that they run on."""
