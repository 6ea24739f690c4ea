// Tokenises texts with a TextMate grammar, as VS Code does: {"name": "text", ...} in, {"name": [["text", "scope"], ...], ...}
// out, with the innermost scope of each token and the ends of lines as tokens of their own.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const [scope, ...grammars] = process.argv.slice(2); // the scope to begin with, the paths of the grammars
const require = createRequire(import.meta.url);
await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
const read = new Map(grammars.map((path) => [JSON.parse(readFileSync(path, "utf8")).scopeName, path]));

const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (name) =>
    read.has(name) ? textmate.parseRawGrammar(readFileSync(read.get(name), "utf8"), read.get(name)) : null,
  getInjections: (name) => [...read.keys()].filter((other) => other !== name), // only those with a selector are
});
const grammar = await registry.loadGrammar(scope);

// What the engine finds wrong with a grammar, such as rules that never advance, it only logs.
for (const log of ["log", "warn", "error"]) {
  console[log] = (...words) => {
    process.stderr.write(`${words.join(" ")}\n`);
    process.exitCode = 1;
  };
}

const found = {};
for (const [name, text] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const tokens = [];
  let state = textmate.INITIAL;
  for (const piece of text.split(/(\r\n|\r|\n)/)) {
    if (/^[\r\n]/.test(piece)) {
      tokens.push([piece, scope]);
      continue;
    }
    const line = grammar.tokenizeLine(piece, state);
    state = line.ruleStack;
    for (const token of line.tokens) {
      tokens.push([piece.slice(token.startIndex, token.endIndex), token.scopes.at(-1)]);
    }
  }
  found[name] = tokens;
}
process.stdout.write(JSON.stringify(found));
