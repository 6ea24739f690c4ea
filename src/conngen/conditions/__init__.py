"""What can be known of expressions over the config before there is one.

`sites` finds them in a file, `fields` follows their paths and tells their types, `comparisons` finds operands
that do not fit, `values` defaults that do not, and `truth` tries the values that matter.
"""

from .comparisons import Problem, problems
from .fields import attributes, field_of, types_of, values_of
from .sites import Condition, Site, conditions, sites
from .truth import truths

__all__ = [
    "Condition",
    "Problem",
    "Site",
    "attributes",
    "conditions",
    "field_of",
    "problems",
    "sites",
    "truths",
    "types_of",
    "values_of",
]
