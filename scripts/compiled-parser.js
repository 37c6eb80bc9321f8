/**
 * @babel/parser, bundled in place of an import of it: the same code, in a file of its own, run with the
 * machine code V8 made of it the last time. Half of what startapp takes is V8 compiling the parser anew;
 * Node's own compile cache does not hold functions that are compiled when they are first called.
 *
 * What is kept is V8's, checked by V8, and made again whenever it does not fit this Node.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import file from "compiled-parser:file";
import { cacheFolder } from "../dist/cli/caches.js";

const source = fileURLToPath(new URL(file, import.meta.url));
const kept = join(
  cacheFolder(process.env),
  "compiled",
  `${basename(file)}-${process.version}-${process.arch}`,
);

function read() {
  try {
    return readFileSync(kept);
  } catch {
    return undefined;
  }
}

/** A cache that cannot be written costs time, nothing else. */
function keep(script) {
  try {
    mkdirSync(dirname(kept), { recursive: true, mode: 0o700 });
    const staged = `${kept}.${process.pid}`;
    writeFileSync(staged, script.createCachedData());
    renameSync(staged, kept);
  } catch {}
}

const cachedData = read();
const script = new Script(readFileSync(source, "utf8"), { filename: source, cachedData });
const exports = script.runInThisContext();

// Only now does it hold what was called, and so compiled, on the way.
if (cachedData === undefined || script.cachedDataRejected) {
  process.once("exit", () => keep(script));
}

export const { parse, parseExpression } = exports;
