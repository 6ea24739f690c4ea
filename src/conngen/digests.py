"""The hash by which texts are compared: that of `hashlib`, without the OpenSSL that `hashlib` loads for others."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # a Python that has it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
