"""What the task module of an author does with connections and config, as its source tells it."""

from .classes import AuthorClass, author_class
from .names import Expected, all_known, expected
from .quanta import Use, reference_uses
from .results import Result, results_of
from .signatures import Parameter, Signature, signature_of

__all__ = [
    "AuthorClass",
    "Expected",
    "Parameter",
    "Result",
    "Signature",
    "Use",
    "all_known",
    "author_class",
    "expected",
    "reference_uses",
    "results_of",
    "signature_of",
]
