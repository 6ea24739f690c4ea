"""From text to tree: the words that were written, whatever they mean."""
