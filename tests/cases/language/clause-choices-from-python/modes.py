"""Ways to measure."""

MODES = {"plain": "All pixels", "masked": "Without bright stars"}
