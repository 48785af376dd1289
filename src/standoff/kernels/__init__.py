"""Compiled loops over plain arrays; nothing here knows of actors' names or of crisis files."""
