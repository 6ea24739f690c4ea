; What can be folded, if it has several lines.
[
  (body)
  (dict)
  (list)
  (dimension_list)
  (doc)
  (from_import)
] @fold
