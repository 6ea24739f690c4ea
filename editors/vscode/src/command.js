// Finds the command that is conngen. Knows nothing of the editor.

const { execFile } = require("node:child_process");
const { existsSync } = require("node:fs");
const { dirname, join } = require("node:path");

const PATIENCE = 20000; // milliseconds; the first start after an installation compiles modules
const INSTALL = 'install it from its checkout with `pip install ".[lsp]"`'; // no package index has it

/**
 * Returns the command without `lsp`, or what is wrong with it.
 *
 * @param {string[]} chosen the command that the user chose; empty if none
 * @param {string | undefined} python the Python that is selected
 * @param {string | undefined} folder where to run it
 * @returns {Promise<{command?: string[], problem?: string}>}
 */
async function find(chosen, python, folder) {
  const command = chosen.length > 0 ? chosen : [beside(python) ?? "conngen"];
  const version = await run([...command, "--version"], folder);
  if (version.missing) {
    const where = chosen.length > 0 ? "The command in the setting `conngen.command`" : "conngen";
    const way = chosen.length > 0 ? "choose another" : `${INSTALL} into the Python environment that is selected, or choose a command`;
    return { problem: `${where} was not found (${describe(command)}): ${way}` };
  }
  if (version.status !== 0) {
    return { problem: `${describe(command)} does not run: ${version.text || `it ends with status ${version.status}`}` };
  }
  const help = await run([...command, "lsp", "--help"], folder);
  if (help.status !== 0) {
    return { problem: `${version.text} (${describe(command)}) has no language server: ${INSTALL.replace("it ", "a newer one ")}` };
  }
  return { command };
}

/** Returns the conngen of a Python environment, if it has one. */
function beside(python) {
  if (!python) {
    return undefined;
  }
  const folder = dirname(python);
  const names = process.platform === "win32" ? ["conngen.exe", join("Scripts", "conngen.exe")] : ["conngen"];
  return names.map((name) => join(folder, name)).find(existsSync);
}

function describe(command) {
  return `\`${command.join(" ")}\``;
}

function run([name, ...words], folder) {
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: PATIENCE, windowsHide: true };
    const child = execFile(name, words, options, (error, stdout, stderr) => {
      const missing = error?.code === "ENOENT" || error?.code === "EACCES";
      const status = error ? (typeof error.code === "number" ? error.code : -1) : 0;
      resolve({ missing, status, text: (stdout.trim() || stderr.trim()).split("\n").at(-1) });
    });
    child.stdin?.on("error", () => undefined);
    child.stdin?.end();
  });
}

module.exports = { describe, find };
