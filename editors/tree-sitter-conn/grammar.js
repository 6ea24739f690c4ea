// The shapes of a .conn file for tree-sitter, as grammar/conn.lark has them for the compiler.
// Made by scripts/make_editors.py from the grammar and the vocabulary; a test compares it.
//
// Like the compiler's grammar this one knows shapes and no words: a misspelt kind or flag is parsed like any other, and
// the queries colour those that there are. It differs where a highlighter has to know from the tree alone:
//  - names that are called, names in the value of `dimensions`, and types of connections and of config fields are
//    nodes of their own;
//  - strings are parsed: escapes, and what stands in braces;
//  - what the compiler finds wrong after parsing (numbers, escapes, a doc in the place of a condition or of a value) is
//    an error here: such tokens ask for `nothing`, which no text can be.
/// <reference types="tree-sitter-cli/dsl" />

const NAME = /[\p{L}\p{Nl}\p{No}_\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\u{1092C}-\u{1CFFF}\u{1D400}-\u{1D7FF}\u{1DF00}-\u{1EFFF}\u{20000}-\u{3FFFD}][\p{L}\p{N}_\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\u{1092C}-\u{1CFFF}\u{1D400}-\u{1D7FF}\u{1DF00}-\u{1EFFF}\u{20000}-\u{3FFFD}]*/u;
const PLACE = /\{[\p{L}\p{Nl}\p{No}_\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\u{1092C}-\u{1CFFF}\u{1D400}-\u{1D7FF}\u{1DF00}-\u{1EFFF}\u{20000}-\u{3FFFD}][\p{L}\p{N}_\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\u{1092C}-\u{1CFFF}\u{1D400}-\u{1D7FF}\u{1DF00}-\u{1EFFF}\u{20000}-\u{3FFFD}.]*\}/u;
const REST = /[\p{L}\p{N}_\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\u{1092C}-\u{1CFFF}\u{1D400}-\u{1D7FF}\u{1DF00}-\u{1EFFF}\u{20000}-\u{3FFFD}]*/u;

const OPENERS = { '"': '"', "'": "'", '"""': '"""', "'''": "'''" };
const PREFIXES = { plain: "", raw: "[rR]", filled: "[fF]" };
const NAMES = { '"': "double", "'": "single", '"""': "long_double", "'''": "long_single" };

const ESCAPE =
  /\\(\r\n|[\r\n\\'"abfnrtv]|[0-7]{1,2}|[0-3][0-7]{2}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U00(0[0-9a-fA-F]|10)[0-9a-fA-F]{4}|N\{[A-Za-z][A-Za-z0-9 \-]*\})/;

const DIGITS = "[0-9](_?[0-9])*";
const EXPONENT = "[eE][+-]?[0-9]+";

// A whole string: where only its shape matters.
const TEXT = seq(/[rRfF]?/, choice(
  /"([^"\\\r\n]|\\.)*"/, /'([^'\\\r\n]|\\.)*'/,
  /"""("{0,2}([^"\\]|\\(.|\r|\n)))*"""/, /'''('{0,2}([^'\\]|\\(.|\r|\n)))*'''/,
));

const separated = (rule) => seq(rule, repeat(seq(",", rule)));
const listed = (rule) => seq(separated(rule), optional(","));

// What starts an item: a word. `dimensions` is a token of its own, since names in its value are dimensions.
const word = ($) => field("word", choice($.identifier, alias("dimensions", $.identifier)));
const name = ($) => field("name", choice($.identifier, $.filled_name));

// What ends most items: flags, then the doc.
const ending = ($) => seq(repeat($._comma_flag), optional(field("doc", $.doc)));

/** Text of a string in one kind of quotes; without braces if something can stand in them. */
function text(quote, braces) {
  const all = braces ? "" : "{}";
  return token.immediate(prec(1, quote.length > 1 ? RegExp(`[^${quote[0]}\\\\${all}]+`) : RegExp(`[^${quote}\\\\\\r\\n${all}]+`)));
}

/** A string, from its first quote to the last. */
function literal($, quote, prefix, ...parts) {
  const opener = prefix ? RegExp(prefix + quote) : quote;
  const inside = quote.length > 1 ? [token.immediate(prec(1, quote[0])), token.immediate(prec(1, quote[0] + quote[0]))] : [];
  return seq(opener, repeat(choice(...parts, ...inside)), token.immediate(prec(1, quote)));
}

const escape = ($) => choice(alias($._escape, $.escape_sequence), alias($._unknown_escape, $.escape_sequence));
const raw_escape = token.immediate(prec(1, /\\(\r\n|[^{\r\n]|\r|\n)?/));

/** Strings in each kind of quotes, by the name of their rule. */
const strings = {};
for (const [quote, style] of Object.entries(NAMES)) {
  // A value: a name in braces may be filled in, and is if it stands in a dataset type name.
  const braces = ($) => choice(text(quote), $.placeholder, $._brace);
  strings[`_${style}`] = ($) => literal($, quote, "", braces($), escape($));
  strings[`_${style}_raw`] = ($) => literal($, quote, PREFIXES.raw, braces($), raw_escape);
  strings[`_${style}_doc`] = ($) => literal($, quote, "", text(quote, true), escape($));
  strings[`_${style}_raw_doc`] = ($) => literal($, quote, PREFIXES.raw, text(quote, true), raw_escape);
  strings[`_${style}_filled`] = ($) =>
    literal($, quote, PREFIXES.filled, text(quote), escape($), $._double_brace, $._lone_brace,
      alias($[`_${style}_field`], $.interpolation));
  Object.assign(strings, inside(quote, style));
}

/**
 * What stands in the braces of an f"...": an expression, of which only the shape matters. All of it is one placeholder,
 * so that it has no nodes that a query could colour. A string in it is in other quotes than that around it.
 */
function inside(quote, style) {
  const own = quote.length > 1 ? "long" : style;
  const rule = (what) => `_${own}_${what}`;
  const quotes = quote.length > 1 ? ["'", '"'] : [quote === '"' ? "'" : '"'];
  const string = choice(...quotes.map((one) => RegExp(`[rRfF]?${one}([^${one}\\\\\\r\\n]|\\\\.)*${one}`)));
  const rules = {
    [`_${style}_field`]: ($) =>
      seq(token.immediate(prec(1, "{")), $[rule("expression")], optional("="),
        optional(seq("!", token.immediate(/[rsa]/))),
        optional(seq(":", repeat(choice($[`_${style}_format`], $._escape, alias($[`_${style}_field`], $.interpolation))))),
        "}"),
    [`_${style}_format`]: () => text(quote),
    [rule("expression")]: ($) =>
      seq($[rule("operands")], optional(seq("if", $[rule("operands")], "else", $[rule("expression")]))),
    [rule("operands")]: ($) => seq($[rule("operand")], repeat(seq($._joint, $[rule("operand")]))),
    [rule("operand")]: ($) => seq(repeat(choice("not", "-")), $[rule("atom")]),
    [rule("atom")]: ($) =>
      choice($.identifier, $.filled_name, alias($.number, "number"), string, "True", "False", "None",
        $[rule("round")], $[rule("square")], $[rule("curly")],
        seq($[rule("atom")], choice(seq(".", $.identifier), $[rule("round")], $[rule("square")]))),
    [rule("round")]: ($) =>
      seq("(", optional(listed(choice($[rule("expression")], seq("*", $[rule("expression")]),
        seq($.identifier, "=", $[rule("expression")])))), ")"),
    [rule("square")]: ($) =>
      seq("[", optional($[rule("element")]), repeat(seq(choice(",", ":"), optional($[rule("element")]))), "]"),
    [rule("element")]: ($) => choice($[rule("expression")], seq("*", $[rule("expression")]), "..."),
    [rule("curly")]: ($) =>
      seq("{", optional(listed(seq($[rule("expression")], ":", $[rule("expression")]))), "}"),
  };
  return rules;
}

module.exports = grammar({
  name: "conn",

  word: ($) => $.identifier,

  extras: ($) => [/[ \t\r\n\f]/, $.comment],

  // A list in the value of `dimensions` is one of dimensions unless something joins it to an expression.
  conflicts: ($) => [
    [$.variable, $.dimension],
    [$.list, $.dimension_list],
    [$._element, $._named_dimension],
    [$._atom, $._named_dimension],
    [$._other_atom, $._named_dimension],
    [$._value, $._dimensions_value],
  ],

  rules: {
    source_file: ($) => seq(optional($.doc), repeat($._item)),

    _item: ($) =>
      choice($.declaration, $.field, $.definition, $.dimensions_definition, $.assignment, $.block, $.guard, $.loop,
        $.removal, $.requirement, $.from_import, $.import, $.edition),

    // --- items ---

    declaration: ($) =>
      seq(word($), field("name", choice($.identifier, $.filled_name, alias($._places, $.filled_name))), ":",
        field("type", $.storage_class), choice(seq(optional(seq("=", field("value", $._value))), ending($)), $._unsigned)),
    field: ($) =>
      seq(field("name", choice($.identifier, alias(choice("when", "require", "dimensions"), $.identifier))), ":",
        field("type", $.type), choice(seq(optional(seq("=", field("value", $._value))), ending($)), $._unsigned)),
    definition: ($) =>
      seq(field("word", $.identifier), name($), "=", field("value", $._value), ending($)),
    dimensions_definition: ($) =>
      seq(field("word", alias("dimensions", $.identifier)), name($), "=", field("value", $._dimensions_value), ending($)),
    assignment: ($) =>
      choice(
        seq(field("path", $.path), $._assign, field("value", $._value), repeat($._comma_flag)),
        seq(field("path", alias($._dimensions_path, $.path)), $._assign, field("value", $._dimensions_value),
          repeat($._comma_flag)),
        seq(field("path", alias($._name_path, $.path)), $._assign, field("dataset_name", $._value),
          repeat($._comma_flag)),
      ),
    block: ($) => seq(field("head", $.block_head), field("body", $.body)),
    // Heads are nodes of their own so that they are whole as long as nobody has closed the brace.
    block_head: ($) =>
      seq(word($),
        optional(choice(field("bases", $.bases),
          seq(name($), optional(field("dimensions", $.dimensions)), optional(field("bases", $.bases)))))),
    body: ($) => seq("{", optional($.doc), repeat($._item), "}"),
    guard: ($) => seq(field("head", $.guard_head), field("body", alias($._items, $.body))),
    guard_head: ($) => seq("when", field("condition", $._value)),
    loop: ($) => seq(field("head", $.loop_head), field("body", alias($._items, $.body))),
    loop_head: ($) => seq("for", field("variable", $.identifier), "in", field("values", $._value)),
    _items: ($) => seq("{", repeat($._item), "}"),
    removal: ($) =>
      seq("del", separated(field("name", $.identifier)), optional(seq(",", alias($._removed_when, $.condition)))),
    _removed_when: ($) => seq("when", $._value),
    requirement: ($) => seq("require", field("condition", $._no_text), ending($)),
    from_import: ($) =>
      seq("from", field("module", $.module), "import",
        choice(separated($.alias), seq("(", listed($.alias), ")"))),
    import: ($) => seq("import", field("module", $.dotted), optional(seq("as", field("alias", $.identifier)))),
    edition: ($) => seq(word($), field("number", $.number)),

    // --- parts of items ---

    // Two texts behind a type, of which one on its line was meant as the value: the sign is missing.
    _unsigned: ($) => seq(alias($._two_texts, $.string), $.nothing),
    _two_texts: () => token.immediate(prec(1, seq(/[ \t]+/, TEXT, /[ \t\r\n]+/, TEXT))),

    doc: ($) => repeat1(alias($._doc_string, $.string)),
    _comma_flag: ($) => seq(",", choice($.flag, $.condition)),
    flag: ($) => seq(field("name", $.identifier), optional(seq("=", field("value", $._value)))),
    condition: ($) => seq("when", $._condition),
    storage_class: ($) =>
      seq(choice($.dotted, $.filled), optional(field("dimensions", $.dimensions)), optional($.optional)),
    type: ($) => seq(choice($.dotted, $.filled), optional(field("arguments", $.arguments)), optional($.optional)),
    optional: () => seq("|", "None"),
    filled: ($) => seq("{", $._value, "}"),
    dimensions: ($) => seq("[", optional(listed($._dimension)), "]"),
    _dimension: ($) =>
      choice($.quantum, $.filled_name, alias($._dimension_star, $.star), alias($._dimension_type, $.dimension_type), $.string),
    _dimension_star: ($) => seq("*", $.dotted),
    _dimension_type: ($) => seq(choice($.dotted, $.filled), optional($.dimensions), optional($.optional)),
    arguments: ($) => seq("[", optional(listed($._argument_type)), "]"),
    _argument_type: ($) =>
      choice($.quantum, $.filled_name, alias($._dimension_star, $.star), $.type, $.string),
    quantum: () => "...",
    bases: ($) => seq("(", listed($.dotted), ")"),
    module: ($) => choice(seq($.dots, optional($.dotted)), $.dotted),
    dots: () => token(/\.+/),
    alias: ($) => seq(field("name", $.identifier), optional(seq("as", field("alias", $.identifier)))),
    dotted: ($) => seq($.identifier, repeat(seq(".", $.identifier))),

    path: ($) => choice($.identifier, seq($._path, choice($._path_attribute, $.path_subscript))),
    _dimensions_path: ($) => choice(alias("dimensions", $.identifier), seq($._path, ".", alias("dimensions", $.identifier))),
    _name_path: ($) => seq($._path, ".", alias("name", $.identifier)),
    _path: ($) =>
      choice($.identifier, alias("dimensions", $.identifier),
        seq($._path, choice($._path_attribute, seq(".", alias(choice("dimensions", "name"), $.identifier)), $.path_subscript))),
    _path_attribute: ($) => seq(".", $.identifier),
    path_subscript: ($) => seq("[", $._value, "]"),

    // --- the value of dimensions ---

    _dimensions_value: ($) =>
      choice($._or, $.dimension_list, alias($._dimensions_group, $.group), alias($._dimensions_ternary, $.ternary)),
    _dimensions_group: ($) => prec.dynamic(1, seq("(", $._dimensions_value, ")")),
    _dimensions_ternary: ($) =>
      seq(field("value", choice($._or, $.dimension_list, alias($._dimensions_group, $.group))), "if",
        field("condition", $._or), "else", field("otherwise", $._dimensions_value)),
    dimension_list: ($) =>
      prec.dynamic(2, seq("[", optional(listed($._named_dimension)), "]")),
    _named_dimension: ($) =>
      choice($._dimension_path, $.quantum, $.string, $.number, $.dimension_star, $.dimension_filled),
    dimension: ($) => choice($.identifier, $.filled_name),
    _dimension_path: ($) => seq($.dimension, repeat(seq(".", alias($.identifier, $.dimension)))),
    dimension_star: ($) => seq("*", $._dimension_path),
    dimension_filled: ($) => seq("{", $._dimension_path, "}"),

    // --- expressions, Python's ---

    _value: ($) => choice($._or, $.ternary),
    ternary: ($) =>
      seq(field("value", $._or), "if", field("condition", $._or), "else", field("otherwise", $._value)),
    _or: ($) => choice($._and, $.or),
    or: ($) => seq($._and, repeat1(seq("or", $._and))),
    _and: ($) => choice($._not, $.and),
    and: ($) => seq($._not, repeat1(seq("and", $._not))),
    _not: ($) => choice($._comparison, $.not),
    not: ($) => seq("not", $._not),
    _comparison: ($) => choice($._sum, $.comparison),
    comparison: ($) => seq($._sum, repeat1(seq($._comparing, $._sum))),
    _comparing: () => choice("==", "!=", "<=", ">=", "<", ">", "in", seq("not", "in"), "is", seq("is", "not")),
    _sum: ($) => choice($._term, $.sum),
    sum: ($) => seq($._sum, choice("+", "-"), $._term),
    _term: ($) => choice($._unary, $.term),
    term: ($) => seq($._term, choice("*", "//", "/", "%"), $._unary),
    _unary: ($) => choice($._power, $.negative),
    negative: ($) => seq("-", $._unary),
    _power: ($) => choice($._atom, $.power),
    power: ($) => seq($._atom, "**", $._unary),

    // The condition of a flag ends with no string: that would be the doc, and something of the condition is missing.
    _condition: ($) => choice($._or_checked_operand, alias($._or_checked, $.or), $.ternary),
    _or_checked: ($) => seq($._and, repeat(seq("or", $._and)), "or", $._or_checked_operand),
    _or_checked_operand: ($) => choice($._and_checked_operand, alias($._and_checked, $.and)),
    _and_checked: ($) => seq($._not, repeat(seq("and", $._not)), "and", $._and_checked_operand),
    _and_checked_operand: ($) => choice($._checked, $._misplaced_doc, alias($._not_checked, $.not)),
    _not_checked: ($) => seq("not", $._and_checked_operand),
    _misplaced_doc: ($) => seq($.string, $.nothing),
    _checked: ($) => choice($.comparison, $.sum, $.term, $.negative, $.power, $._atom_but_string),
    _no_text: ($) => choice($._checked, $._misplaced_doc, $.or, $.and, $.not, $.ternary),

    _atom: ($) => choice($._atom_but_string, $.string),
    _atom_but_string: ($) => choice($.variable, $.attribute, $._other_atom),
    _other_atom: ($) =>
      choice($.subscript, $.call, $.number, alias($._unknown_number, $.number), $.true, $.false, $.none, $.list, $.dict, $.group),

    variable: ($) => choice($.identifier, $.filled_name),
    attribute: ($) => seq(field("object", $._atom), ".", field("name", $.identifier)),
    subscript: ($) => seq(field("object", $._atom), "[", choice($._value, $.slice), "]"),
    slice: ($) =>
      seq(optional($._bound), ":", optional($._bound), optional(seq(":", optional($._value)))),
    _bound: ($) => choice($._value, alias($._places, $.variable)),
    call: ($) =>
      seq(choice(field("function", $.function), $._called_attribute, field("function", choice($._other_atom, $.string))),
        field("arguments", alias($._call_arguments, $.call_arguments))),
    function: ($) => choice($.identifier, $.filled_name),
    _called_attribute: ($) => seq(field("object", $._atom), ".", field("function", alias($.identifier, $.function))),
    _call_arguments: ($) => seq("(", optional(listed(choice($._value, $.star, $.keyword))), ")"),
    keyword: ($) => seq(field("name", $.identifier), "=", field("value", $._value)),
    group: ($) => seq("(", $._value, ")"),
    list: ($) => seq("[", optional(listed($._element)), "]"),
    _element: ($) => choice($._value, $.star, $.quantum, $.filled),
    star: ($) => seq("*", $._value),
    dict: ($) => seq("{", optional(listed($.pair)), "}"),
    pair: ($) => seq(field("key", choice($._value, alias($._places, $.variable))), ":", field("value", $._value)),
    true: () => "True",
    false: () => "False",
    none: () => "None",

    // --- in the braces of an f-string ---

    _joint: () =>
      choice("and", "or", "in", seq("not", "in"), "is", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "//", "/", "%", "**"),

    // --- terminals ---

    string: ($) =>
      choice(...Object.values(NAMES).flatMap((one) => [$[`_${one}`], $[`_${one}_raw`], $[`_${one}_filled`]])),
    _doc_string: ($) =>
      choice(...Object.values(NAMES).flatMap((one) => [$[`_${one}_doc`], $[`_${one}_raw_doc`], $[`_${one}_filled`]])),
    ...strings,
    placeholder: () => token.immediate(prec(1, PLACE)),
    _brace: () => choice($_brace("{"), $_brace("}"), $_brace("{" + "{"), $_brace("}" + "}")),
    _double_brace: () => choice($_brace("{" + "{"), $_brace("}" + "}")),
    _lone_brace: ($) => seq($_brace("}"), $.nothing),
    _escape: () => token.immediate(prec(1, ESCAPE)),
    _unknown_escape: ($) => seq(token.immediate(prec(1, /\\(x[0-9a-fA-F]?|u[0-9a-fA-F]{0,3}|U[0-9a-fA-F]{0,8}|N|[4-7][0-7]{2}|[^\r\n])/)), $.nothing),

    _assign: () => choice("=", "+=", "-=", "|="),

    number: () =>
      token(choice(
        /0[xX](_?[0-9a-fA-F])+/,
        RegExp(`0(_?0)*|[1-9](_?[0-9])*|${DIGITS}${EXPONENT}|${DIGITS}[.](${DIGITS})?(${EXPONENT})?|[.]${DIGITS}(${EXPONENT})?`),
      )),
    // What looks like a number to the compiler too, and is none of Python's, or larger than any.
    _unknown_number: ($) => seq($._no_number, $.nothing),
    _no_number: () =>
      choice(token(/0[xX][0-9a-fA-F_]+|([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][+-]?[0-9]+)?/), token(prec(1, /[1-9][0-9]*([.][0-9]*)?[eE][+]?(309|3[1-9][0-9]|[4-9][0-9]{2}|[1-9][0-9]{3,})/))),
    // Nothing can be this: it is missing wherever the grammar asks for it.
    nothing: () => token("\u{10FFFD}\u{10FFFD}\u{10FFFD}"),

    identifier: () => NAME,
    filled_name: () => token(prec(1, choice(seq(NAME, repeat1(seq(PLACE, REST))), seq(repeat1(PLACE), /[\p{L}\p{N}_\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\u{1092C}-\u{1CFFF}\u{1D400}-\u{1D7FF}\u{1DF00}-\u{1EFFF}\u{20000}-\u{3FFFD}]+/u, repeat(seq(PLACE, REST)))))),
    // Only braces: a name if `:` follows, which is not for a token to know.
    _places: () => token(prec(1, repeat1(PLACE))),
    comment: () => token(/#[^\r\n]*/),
  },
});

function $_brace(text) {
  return token.immediate(prec(1, text));
}
