"""What the files for editors are made of: one module for each, run by ``scripts/make_editors.py``.

Each module but `words` has a function ``files()`` that returns the text of each file by its path in the repository.
"""
