"""The code in a Config class, in the words of a `.conn` file."""
