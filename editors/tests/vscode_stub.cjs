// As much of VS Code as the extension needs to run in plain node. Told by JSON what the editor is like, it prints what the
// extension shows: {"messages": [...], "output": "...", "diagnostics": {...}, "providers": [...], "log": [...]}.

const Module = require("node:module");
const { readFileSync } = require("node:fs");

const given = JSON.parse(process.argv[2]); // extension, file, folder, settings, trusted, python, wanted
const seen = { messages: [], output: "", diagnostics: {}, providers: [], log: [] };

class Disposable {
  constructor(action = () => undefined) {
    this.dispose = action;
  }
  static from(...all) {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
}

class EventEmitter {
  listeners = new Set();
  event = (listener, self) => {
    this.listeners.add(listener.bind(self));
    return new Disposable();
  };
  fire(value) {
    this.listeners.forEach((listener) => listener(value));
  }
  dispose() {}
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(...all) {
    [this.start, this.end] = all.length === 2 ? all : [new Position(all[0], all[1]), new Position(all[2], all[3])];
  }
}

class Uri {
  constructor(path, scheme = "file") {
    Object.assign(this, { scheme, path, fsPath: path, authority: "", query: "", fragment: "" });
  }
  static file(path) {
    return new Uri(path);
  }
  static parse(text) {
    const [, scheme, path] = text.match(/^(\w+):(?:\/\/)?(.*)$/);
    return new Uri(decodeURIComponent(path), scheme);
  }
  toString() {
    return `${this.scheme}://${encodeURI(this.path)}`;
  }
}

class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: none };
  cancel() {}
  dispose() {}
}

class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}

function none() {
  return new Disposable();
}

// Whatever else is asked for: a class and a function, which hold and return more of their kind.
function anything(known) {
  function Some() {
    return new.target ? undefined : anything({ dispose: () => undefined });
  }
  return new Proxy(Object.assign(Some, known), {
    get: (target, name) => {
      if (!(name in target) && typeof name === "string") {
        target[name] = /^(on[A-Z]|register)/.test(name) ? none : anything({});
      }
      return target[name];
    },
  });
}

const changed = new EventEmitter();
const text = given.file ? readFileSync(given.file, "utf8") : "";
const document = {
  uri: Uri.file(given.file ?? "/nothing.conn"),
  fileName: given.file,
  languageId: "conn",
  version: 1,
  lineCount: text.split("\n").length,
  isClosed: false,
  isDirty: false,
  getText: () => text,
};
const channel = {
  name: "conngen",
  append: (words) => (seen.output += words),
  appendLine: (words) => (seen.output += `${words}\n`),
  replace: () => undefined,
  clear: () => undefined,
  show: () => undefined,
  hide: () => undefined,
  dispose: () => undefined,
};
const python = given.python && {
  activate: async () => ({
    environments: {
      getActiveEnvironmentPath: () => ({ id: given.python, path: given.python }),
      resolveEnvironment: async () => ({ executable: { uri: Uri.file(given.python) } }),
      onDidChangeActiveEnvironmentPath: none,
    },
  }),
};
const folder = { uri: Uri.file(given.folder), name: "folder", index: 0 };

const vscode = anything({
  Disposable,
  EventEmitter,
  Position,
  Range,
  Uri,
  CancellationTokenSource,
  Diagnostic,
  version: "1.90.0",
  env: anything({ appName: "stub", language: "en" }),
  extensions: anything({ getExtension: (name) => (name === "ms-python.python" ? python : undefined), all: [] }),
  window: anything({
    createOutputChannel: () => channel,
    showErrorMessage: async (...words) => void seen.messages.push(words),
    activeTextEditor: undefined,
    visibleTextEditors: [],
    tabGroups: anything({ all: [], onDidChangeTabs: changed.event }),
  }),
  workspace: anything({
    isTrusted: given.trusted ?? true,
    workspaceFolders: [folder],
    textDocuments: given.file ? [document] : [],
    notebookDocuments: [],
    getConfiguration: () => ({ get: (name, other) => given.settings?.[name] ?? other, inspect: () => undefined }),
    getWorkspaceFolder: () => folder,
    createFileSystemWatcher: () => anything({ dispose: () => undefined }),
    asRelativePath: (path) => path,
  }),
  languages: anything({
    match: (selector, one) => [selector].flat().some((filter) => filter.language === one.languageId) * 10,
    createDiagnosticCollection: () => ({
      set: (uri, found) => (seen.diagnostics[uri.path] = found.map((one) => ({ code: one.code, line: one.range.start.line }))),
      delete: (uri) => delete seen.diagnostics[uri.path],
      get: () => [],
      has: () => false,
      clear: () => undefined,
      dispose: () => undefined,
    }),
    registerDefinitionProvider: (selector) => {
      seen.providers.push(selector);
      return new Disposable();
    },
  }),
  commands: anything({ executeCommand: async () => undefined, registerCommand: none }),
});

const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));

async function main() {
  const extension = require(given.extension);
  const context = { subscriptions: [], asAbsolutePath: (path) => path, extensionMode: 1 };
  await extension.activate(context);
  for (const end = Date.now() + (given.patience ?? 30000); given.file && !seen.diagnostics[given.file] && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await extension.deactivate();
  process.stdout.write(JSON.stringify(seen));
}

// The editor writes such into its log.
process.on("unhandledRejection", (error) => seen.log.push(String(error)));
console.error = (...words) => seen.log.push(words.join(" "));

main().catch((error) => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
});
