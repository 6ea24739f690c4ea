"""Executes original and generated classes side by side, in a process of its own; imports nothing of conngen."""
