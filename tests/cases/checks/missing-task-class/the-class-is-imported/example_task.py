"""Detect sources."""

from .implementation import ExampleTask

__all__ = ["ExampleTask"]
