; How Helix indents: what stands in brackets, and all lines of an item behind its first, its doc for one.
[
  (body)
  (dict)
  (list)
  (dimension_list)
  (dimensions)
  (arguments)
  (call_arguments)
  (bases)
  (group)
  (declaration)
  (field)
  (definition)
  (dimensions_definition)
  (assignment)
  (requirement)
  (removal)
  (from_import)
] @indent
[
  "}"
  "]"
  ")"
] @outdent
