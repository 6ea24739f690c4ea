; What each word of a .conn file is. No node is captured by two patterns: it does not matter which of them an editor
; prefers, the first or the last.
; Made by scripts/make_editors.py from the grammar and the vocabulary; a test compares it.

(comment) @comment

; --- strings; what is filled in lies inside ---

(string) @string
(interpolation) @string.special
(declaration value: (string (placeholder) @string.special))
(declaration value: (ternary [value: (string (placeholder) @string.special) otherwise: (string (placeholder) @string.special)]))
(declaration value: (ternary otherwise: (ternary [value: (string (placeholder) @string.special) otherwise: (string (placeholder) @string.special)])))
(declaration value: (ternary otherwise: (ternary otherwise: (ternary [value: (string (placeholder) @string.special) otherwise: (string (placeholder) @string.special)]))))
(declaration value: (ternary otherwise: (ternary otherwise: (ternary otherwise: (ternary [value: (string (placeholder) @string.special) otherwise: (string (placeholder) @string.special)])))))
(declaration value: (ternary otherwise: (ternary otherwise: (ternary otherwise: (ternary otherwise: (ternary [value: (string (placeholder) @string.special) otherwise: (string (placeholder) @string.special)]))))))
(assignment dataset_name: (string (placeholder) @string.special))
(assignment dataset_name: (ternary [value: (string (placeholder) @string.special) otherwise: (string (placeholder) @string.special)]))
(assignment dataset_name: (ternary otherwise: (ternary [value: (string (placeholder) @string.special) otherwise: (string (placeholder) @string.special)])))
(assignment dataset_name: (ternary otherwise: (ternary otherwise: (ternary [value: (string (placeholder) @string.special) otherwise: (string (placeholder) @string.special)]))))
(assignment dataset_name: (ternary otherwise: (ternary otherwise: (ternary otherwise: (ternary [value: (string (placeholder) @string.special) otherwise: (string (placeholder) @string.special)])))))
(assignment dataset_name: (ternary otherwise: (ternary otherwise: (ternary otherwise: (ternary otherwise: (ternary [value: (string (placeholder) @string.special) otherwise: (string (placeholder) @string.special)]))))))

; --- words of the language ---

(declaration word: (identifier) @keyword.type
  (#any-of? @keyword.type "initInput" "initOutput" "prerequisiteInput" "input" "output"))
(definition word: (identifier) @keyword.type
  (#any-of? @keyword.type "initInput" "initOutput" "prerequisiteInput" "input" "output"))
(definition word: (identifier) @keyword
  (#any-of? @keyword "template"))
(dimensions_definition word: (identifier) @keyword)
(block_head word: (identifier) @keyword
  (#any-of? @keyword "task" "connections" "config"))
(edition word: (identifier) @keyword
  (#any-of? @keyword "edition"))
(guard_head "when" @keyword)
(condition "when" @keyword)
(requirement "require" @keyword)
(loop_head ["for" "in"] @keyword)
(removal "del" @keyword)
(from_import ["from" "import"] @keyword)
(import ["import" "as"] @keyword)
(alias "as" @keyword)
(flag name: (identifier) @attribute
  (#any-of? @attribute
    "multiple" "deprecated" "isCalibration" "deferLoad" "minimum" "deferGraphConstraint" "deferBinding" "lookupFunction" "checkFunction" "single" "suppress" "min" "max" "inclusiveMin" "inclusiveMax" "allowed" "length" "minLength" "maxLength" "check" "itemCheck" "listCheck" "dictCheck" "keyCheck" "multi" "raises"))

; Words of the grammar itself, where any word can stand: `else` behind a guard is no block, but looks like what it is.
(declaration word: (identifier) @keyword.operator
  (#any-of? @keyword.operator "in" "if" "else" "or" "and" "not" "is"))
(declaration word: (identifier) @keyword
  (#any-of? @keyword "when" "require" "for" "del" "from" "import" "as"))
(declaration word: (identifier) @constant.builtin
  (#any-of? @constant.builtin "None" "True" "False"))
(definition word: (identifier) @keyword.operator
  (#any-of? @keyword.operator "in" "if" "else" "or" "and" "not" "is"))
(definition word: (identifier) @keyword
  (#any-of? @keyword "when" "require" "for" "del" "from" "import" "as"))
(definition word: (identifier) @constant.builtin
  (#any-of? @constant.builtin "None" "True" "False"))
(block_head word: (identifier) @keyword.operator
  (#any-of? @keyword.operator "in" "if" "else" "or" "and" "not" "is"))
(block_head word: (identifier) @keyword
  (#any-of? @keyword "when" "require" "for" "del" "from" "import" "as"))
(block_head word: (identifier) @constant.builtin
  (#any-of? @constant.builtin "None" "True" "False"))
(edition word: (identifier) @keyword.operator
  (#any-of? @keyword.operator "in" "if" "else" "or" "and" "not" "is"))
(edition word: (identifier) @keyword
  (#any-of? @keyword "when" "require" "for" "del" "from" "import" "as"))
(edition word: (identifier) @constant.builtin
  (#any-of? @constant.builtin "None" "True" "False"))
(flag name: (identifier) @keyword.operator
  (#any-of? @keyword.operator "in" "if" "else" "or" "and" "not" "is"))
(flag name: (identifier) @keyword
  (#any-of? @keyword "when" "require" "for" "del" "from" "import" "as"))
(flag name: (identifier) @constant.builtin
  (#any-of? @constant.builtin "None" "True" "False"))

; --- what is declared, imported and set ---

(block_head name: [(identifier) (filled_name)] @type.definition)
(bases (dotted (identifier) @type.definition))
(declaration name: [(identifier) (filled_name)] @variable.member)
(removal name: (identifier) @variable.member)
(field name: (identifier) @property)
(definition name: [(identifier) (filled_name)] @constant.macro)
(path (identifier) @variable.parameter)
(module (dotted (identifier) @module))
(import module: (dotted (identifier) @module))
(import alias: (identifier) @constructor)
(alias [name: (identifier) alias: (identifier)] @constructor)

; --- types and dimensions ---

(storage_class (dotted (identifier) @type))
(type (dotted (identifier) @type))
(arguments (star (dotted (identifier) @type)))
(arguments (filled_name) @type)
(dimensions_definition name: [(identifier) (filled_name)] @variable.builtin)
(dimension) @variable.builtin
(dimension_type (dotted (identifier) @variable.builtin))
(dimensions (star (dotted (identifier) @variable.builtin)))
(dimensions (filled_name) @variable.builtin)

; --- expressions ---

(number) @number
[(true) (false) (none)] @constant.builtin
(optional "None" @constant.builtin)
(function) @function.call
(variable) @variable
(attribute name: (identifier) @variable)
(keyword name: (identifier) @variable)
(loop_head variable: (identifier) @variable)
(ternary ["if" "else"] @keyword.operator)
(or "or" @keyword.operator)
(and "and" @keyword.operator)
(not "not" @keyword.operator)
(comparison ["in" "not" "is"] @keyword.operator)
