"""The extension for VS Code but for its code: manifest, configuration of the language, snippets, Markdown."""

from __future__ import annotations

import json
from typing import Any

from conngen import vocabulary

from . import words

__all__ = ["files"]

FOLDER = "editors/vscode"
MARKDOWN = "markdown.conn.codeblock"


def files() -> dict[str, str]:
    """Return the text of each file by its path."""
    made = {
        "package.json": _manifest(),
        "package-lock.json": _lock(),
        "language-configuration.json": _configuration(),
        "snippets/conn.json": _snippets(),
        "syntaxes/conn.markdown.json": _markdown(),
    }
    return {f"{FOLDER}/{name}": json.dumps(made[name], indent=2, ensure_ascii=False) + "\n" for name in made}


def _manifest() -> dict[str, Any]:
    return {
        "name": "conn",
        "displayName": "conn",
        "description": "Connections of LSST pipeline tasks: .conn files, coloured and checked by conngen",
        "version": words.VERSION,
        "publisher": "conngen",
        "private": True,
        "categories": ["Programming Languages", "Snippets", "Linters", "Formatters"],
        "keywords": ["conn", "conngen", "LSST", "Rubin", "pipelines"],
        "engines": {"vscode": "^1.82.0"},
        "main": "./bundle/extension.js",
        "activationEvents": ["workspaceContains:**/*.conn"],
        "contributes": _contributions(),
        "capabilities": {
            "untrustedWorkspaces": {
                "supported": "limited",
                "description": "The language server runs in trusted workspaces only: it is a command of the workspace.",
                "restrictedConfigurations": ["conngen.command"],
            },
            "virtualWorkspaces": {
                "supported": "limited",
                "description": "The language server needs files on a disk; colours and snippets do not.",
            },
        },
        "scripts": {
            "bundle": "node build.mjs",
            "package": "npm run bundle && vsce package --no-dependencies --skip-license --allow-missing-repository "
            "--out conn.vsix",
        },
        "devDependencies": {
            "@vscode/vsce": "^2.32.0",
            "esbuild": "^0.28.2",
            "vscode-languageclient": "^9.0.1",
        },
    }


def _contributions() -> dict[str, Any]:
    language = {
        "id": "conn",
        "aliases": ["conn", "Connections"],
        "extensions": [".conn"],
        "configuration": "./language-configuration.json",
    }
    return {
        "languages": [language],
        "grammars": [
            {"language": "conn", "scopeName": "source.conn", "path": "./syntaxes/conn.tmLanguage.json"},
            {
                "scopeName": MARKDOWN,
                "path": "./syntaxes/conn.markdown.json",
                "injectTo": ["text.html.markdown"],
                "embeddedLanguages": {"meta.embedded.block.conn": "conn"},
            },
        ],
        "snippets": [{"language": "conn", "path": "./snippets/conn.json"}],
        "commands": [
            {"command": "conngen.restart", "category": "conngen", "title": "Restart the Language Server"},
            {
                "command": "conngen.showOutput",
                "category": "conngen",
                "title": "Show the Output of the Language Server",
            },
        ],
        "configuration": {"title": "conngen", "properties": _settings()},
        "configurationDefaults": {
            "[conn]": {"editor.insertSpaces": True, "editor.tabSize": 4, "editor.formatOnSave": True}
        },
    }


def _settings() -> dict[str, Any]:
    return {
        "conngen.command": {
            "type": "array",
            "items": {"type": "string"},
            "default": [],
            "scope": "machine-overridable",
            "markdownDescription": 'The command that is conngen, such as `["/path/to/venv/bin/conngen"]` or '
            '`["uv", "run", "conngen"]`; `lsp` is put behind it. If empty, it is the `conngen` of the Python '
            "environment that is selected, or else the one on the `PATH`.",
        },
        "conngen.trace.server": {
            "type": "string",
            "enum": ["off", "messages", "verbose"],
            "default": "off",
            "scope": "window",
            "description": "What is shown of the traffic with the language server.",
        },
    }


def _lock() -> dict[str, Any]:
    """Return the lock file with the version of the extension; npm makes the rest of it."""
    path = words.ROOT / FOLDER / "package-lock.json"
    lock: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    lock["version"] = lock["packages"][""]["version"] = words.VERSION
    return lock


def _configuration() -> dict[str, Any]:
    brackets = [["{", "}"], ["[", "]"], ["(", ")"]]
    quotes = [
        {"open": quote, "close": quote, "notIn": ["string", "comment"]}
        for start in ("", "f", "r")
        for quote in (f'{start}"', f"{start}'")
    ]
    for pair in quotes:
        pair["close"] = pair["close"][-1]
    # A doc stands one step below its declaration, and ends it.
    declaration = rf"^\s*(?:(?:{'|'.join(words.KINDS)})\s+\S+|[^\W\d]\w*)\s*:.*"
    doc = r"^\s*[fFrR]?(?:\"\"\".*\"\"\"|\"[^\"]*\"|'[^']*')\s*$"
    return {
        "comments": {"lineComment": "#"},
        "brackets": brackets,
        "autoClosingPairs": [*({"open": left, "close": right} for left, right in brackets), *quotes],
        "surroundingPairs": [*brackets, ['"', '"'], ["'", "'"]],
        "autoCloseBefore": ";:.,=}])> \n\t",
        "wordPattern": {"pattern": r"[\p{L}\p{Nl}\p{No}_][\p{L}\p{N}_]*", "flags": "u"},
        "indentationRules": {
            "increaseIndentPattern": r"^(?:[^#\"']|\"[^\"]*\"|'[^']*')*[\[({]\s*(?:#.*)?$",
            "decreaseIndentPattern": r"^\s*[\])}]",
        },
        "onEnterRules": [
            {
                "beforeText": doc,
                "previousLineText": declaration,
                "action": {"indent": "outdent"},
            },
            {
                "beforeText": declaration + r"[^\s\[({]\s*$",
                "afterText": r"^\s*$",
                "action": {"indent": "indent"},
            },
        ],
    }


def _snippets() -> dict[str, Any]:
    """Return a snippet for each word that begins an item: what is typed, and what it becomes."""
    dimensions = "[${2:instrument, visit, detector}]"
    bodies = {
        "task": ("task ${1:Name}" + dimensions + " {", '\t"${3:What it does.}"', "", "\t$0", "}"),
        "connections": ("connections ${1:Name}" + dimensions + " {", "\t$0", "}"),
        "config": ("config {", "\t$0", "}"),
        "template": ('template ${1:name} = "${2:default}"',),
        "dimensions": ("dimensions ${1:name} = " + dimensions,),
    }
    found = {
        word.name: {"prefix": word.name, "description": word.doc, "body": list(bodies[word.name])}
        for word in (*vocabulary.BLOCKS.values(), *vocabulary.DEFINITIONS.values())
    }
    for kind in vocabulary.KINDS.values():
        own = "[${3:...}]" if kind.dimensioned else ""
        head = f'{kind.name} ${{1:name}}: ${{2:StorageClass}}{own} = "${{4:dataset_type}}"$5'
        found[kind.name] = {"prefix": kind.name, "description": kind.doc, "body": [head, '\t"${6:Doc.}"']}
    for prefix, (doc, *body) in _OTHER_SNIPPETS.items():
        found[prefix] = {"prefix": prefix, "description": doc, "body": body}
    return found


_OTHER_SNIPPETS = {
    "field": ("A config field.", "${1:name}: ${2:float} = ${3:0.0}$4", '\t"${5:Doc.}"'),
    "choice": (
        vocabulary.FIELD_TYPES["choice"].doc,
        '${1:name}: str = "${2:one}", allowed={',
        '\t"$2": "${3:Doc.}",',
        "}",
        '\t"${4:Doc.}"',
    ),
    "when": ("What is there only if a condition on the config holds.", "when ${1:doIt} {", "\t$0", "}"),
    "for": ("Connections that are repeated.", "for ${1:n} in range(${2:count}) {", "\t$0", "}"),
    "require": ("What has to hold, with a message.", "require ${1:condition}", '\t"${2:Message.}"'),
    "from": ("Names of another file or of a Python module.", "from ${1:.module} import ${2:Name}"),
    words.EDITION: ("The edition of the language.", f"edition {vocabulary.EDITION}"),
}


def _markdown() -> dict[str, Any]:
    fence = r"(^|\G)(\s*)(`{3,}|~{3,})\s*(?:\{?\.?)(conn(?:-\w+)?)(?=[\s,;:}]|$)[^`]*$"
    return {
        "scopeName": MARKDOWN,
        "injectionSelector": "L:text.html.markdown",
        "patterns": [{"include": "#fence"}],
        "repository": {
            "fence": {
                "name": "markup.fenced_code.block.markdown",
                "begin": fence,
                "beginCaptures": {
                    "3": {"name": "punctuation.definition.markdown"},
                    "4": {"name": "fenced_code.block.language"},
                },
                "end": r"(^|\G)(\2|\s{0,3})(\3)\s*$",
                "endCaptures": {"3": {"name": "punctuation.definition.markdown"}},
                # What is open at the end of the block ends with it.
                "patterns": [
                    {
                        "begin": r"(^|\G)(\s*)(.*)",
                        "while": r"(^|\G)(?!\s*([`~]{3,})\s*$)",
                        "contentName": "meta.embedded.block.conn",
                        "patterns": [{"include": "source.conn"}],
                    }
                ],
            }
        },
    }
