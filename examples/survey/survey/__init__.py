"""A small imaging survey: from simulated raw images to objects and their quality."""
