/*
 * Runs the command line's bundled scripts with the machine code V8 made of them the last time. A
 * command calls thousands of functions once, and V8 compiling them anew is half of its time; Node's own
 * compile cache does not hold functions that are compiled when they are first called.
 *
 * What is kept is V8's, checked by V8, and made again whenever it does not fit this Node. There is one
 * for each script and command, for each command calls functions of its own.
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
 * The exports of a script that scripts/bundle.ts wrote.
 *
 * @param name `cli`, `command` or one of the libraries.
 * @param errors The module of error classes the script is to throw. Default: one of the script's own.
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
  // Only when the command is done does it hold what was called, and so compiled, on the way.
  if (kept !== undefined && (cachedData === undefined || script.cachedDataRejected)) {
    process.once("exit", (status) => {
      if (status === 0) keep(script, kept);
    });
  }
  return exports;
}

/** Nowhere for what is not a command's name: a slip of the keys is not worth a file. */
function placeOf(script) {
  const command = process.argv[2] ?? "help";
  const { env, version, arch } = process;
  if (env.NODE_DISABLE_COMPILE_CACHE || !/^[a-z]{1,30}$/.test(command)) return undefined;
  return path.join(cacheFolder(env), `${script}-${version}-${arch}-${command}`);
}

function cacheFolder(env) {
  return env.NODE_COMPILE_CACHE || path.join(userCaches(env), "mkweb", "compiled");
}

/** As platform/user-folders.ts of the sources, which nothing has loaded yet. */
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

/** On the disk and moved into place whole, for V8 believes what it finds there. */
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

/** A cache that cannot be read or written costs time, nothing else. */
function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** Other versions of mkweb and of Node leave theirs behind; what is still in use is made again. */
function forgetOld(folder) {
  const monthAgo = Date.now() - 30 * 24 * 3600 * 1000;
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (/\.cjs-v[\d.]+-/.test(name) && fs.statSync(file).mtimeMs < monthAgo) fs.rmSync(file);
  }
}

module.exports = { load };
