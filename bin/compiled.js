/*
 * Runs the command line's bundled scripts with cached machine code from V8. A command calls thousands of
 * functions once, and compiling them takes half of its time; Node's own compile cache lacks functions that
 * are compiled when first called.
 *
 * V8 verifies the cached code, and it is made again whenever it does not fit this Node. There is one file for
 * each script and command, as each command calls different functions.
 */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { Script } = require("node:vm");

const chunks = path.join(__dirname, "../dist/chunks");
const names = require(path.join(chunks, "scripts.json"));
const loaded = new Map();

/**
 * Returns the exports of a script that scripts/bundle.ts wrote.
 *
 * @param name `cli`, `command` or one of the libraries.
 * @param errors The module of error classes that the script throws. Default: one inside the script.
 */
function load(name, errors) {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const file = path.join(chunks, names[name]);
  const kept = placeOf(names[name]);
  const cachedData = kept === undefined ? undefined : read(kept);
  const script = new Script(fs.readFileSync(file, "utf8"), { filename: file, cachedData });
  const url = pathToFileURL(file).href;
  const exports = script.runInThisContext()(require, url, errors, (other) => load(other, errors));
  loaded.set(name, exports);
  // Only at the end of the command does it include all functions that were called, and so compiled.
  if (kept !== undefined && (cachedData === undefined || script.cachedDataRejected)) {
    process.once("exit", (status) => {
      if (status === 0) keep(script, kept);
    });
  }
  return exports;
}

/** Returns nothing for a misspelt command, which is not worth a file. */
function placeOf(script) {
  const command = process.argv[2] ?? "help";
  const { env, version, arch } = process;
  if (env.NODE_DISABLE_COMPILE_CACHE || !/^[a-z]{1,30}$/.test(command)) return undefined;
  return path.join(cacheFolder(env), `${script}-${version}-${arch}-${command}`);
}

function cacheFolder(env) {
  return env.NODE_COMPILE_CACHE || path.join(userCaches(env), "mkweb", "compiled");
}

/** The same as in src/platform/user-folders.ts, which is not loaded yet. */
function userCaches(env) {
  const home = require("node:os").homedir();
  if (process.platform === "win32") {
    return env.LOCALAPPDATA || path.join(home, "AppData", "Local");
  }
  if (process.platform === "darwin") return path.join(home, "Library", "Caches");
  return env.XDG_CACHE_HOME || path.join(home, ".cache");
}

function read(file) {
  return attempt(() => fs.readFileSync(file));
}

/** Written completely before it is moved into place, because V8 trusts the file. */
function keep(script, file) {
  const staged = `${file}.${process.pid}`;
  attempt(() => {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    fs.writeFileSync(staged, script.createCachedData(), { flush: true });
    fs.renameSync(staged, file);
    forgetOld(path.dirname(file));
  });
  attempt(() => fs.rmSync(staged, { force: true }));
}

/** An unusable cache only costs time. */
function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** Removes files of other versions of mkweb and Node; those in use are written again. */
function forgetOld(folder) {
  const monthAgo = Date.now() - 30 * 24 * 3600 * 1000;
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (/\.cjs-v[\d.]+-/.test(name) && fs.statSync(file).mtimeMs < monthAgo) fs.rmSync(file);
  }
}

module.exports = { load };
