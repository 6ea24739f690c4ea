"""What can be known of expressions over the config before there is one.

`sites` finds them in a file, `fields` follows their paths and tells their types, `comparisons` finds operands
that do not fit, `values` defaults that do not, and `truth` tries the values that matter.
"""
