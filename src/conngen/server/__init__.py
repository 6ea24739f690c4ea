"""`conngen lsp`: the compiler behind the language server protocol, over standard input and output."""
