// Starts the language server of conngen, and says what to do if there is none.

const vscode = require("vscode");
const { LanguageClient, State } = require("vscode-languageclient/node");
const { describe, find } = require("./command");

const HELP = "Choose a Command";
const AGAIN = "Try Again";
const OUTPUT = "Show the Output";
// What conngen writes beside a `.conn` file.
const MODULES = { scheme: "file", language: "python", pattern: "**/*_{config,connections,task}.py" };

let client;
let output;
let last = Promise.resolve();

/** Called by the editor when the first `.conn` file is opened. */
async function activate(context) {
  output = vscode.window.createOutputChannel("conngen");
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("conngen.restart", restart),
    vscode.commands.registerCommand("conngen.showOutput", () => output.show()),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("conngen.command") && restart()),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.languages.registerDefinitionProvider(MODULES, { provideDefinition }),
  );
  await restart();
  const python = await pythonExtension();
  const changed = python?.environments?.onDidChangeActiveEnvironmentPath;
  if (changed) {
    context.subscriptions.push(changed(restart));
  }
}

/** Called by the editor when it ends. */
function deactivate() {
  return inTurn(stop);
}

/** Starts the server again, one start after the other. */
function restart() {
  return inTurn(async () => {
    await stop();
    await start();
  });
}

function inTurn(action) {
  last = last.then(action).catch((error) => output?.appendLine(String(error?.stack ?? error)));
  return last;
}

async function stop() {
  const old = client;
  client = undefined;
  await old?.dispose();
}

async function start() {
  if (!vscode.workspace.isTrusted) {
    output.appendLine("The language server is not started: this workspace is not trusted.");
    return;
  }
  const folder = vscode.workspace.workspaceFolders?.find((one) => one.uri.scheme === "file")?.uri;
  const chosen = vscode.workspace.getConfiguration("conngen").get("command") ?? [];
  const { command, problem } = await find(chosen, await pythonOf(folder), folder?.fsPath);
  if (problem) {
    output.appendLine(problem);
    void tell(problem);
    return;
  }
  output.appendLine(`Starting ${describe(command)}`);
  const [name, ...words] = command;
  client = new LanguageClient(
    "conngen",
    "conngen",
    { command: name, args: [...words, "lsp"], options: { cwd: folder?.fsPath } },
    {
      documentSelector: [{ language: "conn", scheme: "file" }, { language: "conn", scheme: "untitled" }],
      // The editor does that itself, if its user wants it.
      initializationOptions: { formatOnSave: false },
      outputChannel: output,
    },
  );
  try {
    await client.start();
  } catch (error) {
    const text = `${describe(command)} did not start: ${error?.message ?? error}`;
    output.appendLine(text);
    void tell(text);
  }
}

/** Says what is wrong, with a way out. */
async function tell(problem) {
  const answer = await vscode.window.showErrorMessage(problem, HELP, AGAIN, OUTPUT);
  if (answer === HELP) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "conngen.command");
  } else if (answer === AGAIN) {
    await restart();
  } else if (answer === OUTPUT) {
    output.show();
  }
}

/** Goes from a generated module to the declaration. */
async function provideDefinition(document, position, token) {
  if (client?.state !== State.Running) {
    return undefined;
  }
  const place = client.code2ProtocolConverter.asTextDocumentPositionParams(document, position);
  const found = await client.sendRequest("textDocument/definition", place, token);
  return client.protocol2CodeConverter.asDefinitionResult(found, token);
}

async function pythonExtension() {
  try {
    return await vscode.extensions.getExtension("ms-python.python")?.activate();
  } catch {
    return undefined; // it is broken, which its user sees elsewhere
  }
}

/** Returns the Python that is selected for a folder, if any is. */
async function pythonOf(folder) {
  const environments = (await pythonExtension())?.environments;
  const path = environments?.getActiveEnvironmentPath?.(folder);
  const found = path && (await environments.resolveEnvironment?.(path));
  return found?.executable?.uri?.fsPath;
}

module.exports = { activate, deactivate };
