"""Finds and measures stars."""
