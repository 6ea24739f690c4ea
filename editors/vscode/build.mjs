// Puts the code and what it needs into one file, and the licences of what it needs beside it.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const done = await build({
  entryPoints: ["src/extension.js"],
  outfile: "bundle/extension.js",
  bundle: true,
  external: ["vscode"],
  format: "cjs",
  platform: "node",
  target: "node18",
  minify: true,
  legalComments: "none",
  metafile: true,
  preserveSymlinks: true,
});

const names = new Set();
for (const path of Object.keys(done.metafile.inputs)) {
  const name = path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1];
  if (name) {
    names.add(name);
  }
}
const notices = [...names].sort().map((name) => {
  const folder = join("node_modules", name);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  return `${name} ${version}\n\n${text}\n`;
});
const head = "extension.js holds code of these packages.\n";
writeFileSync("bundle/NOTICES.txt", [head, ...notices].join(`\n${"-".repeat(80)}\n\n`));
