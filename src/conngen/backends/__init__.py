"""What is made of a model: one package for each target."""
