#!/usr/bin/env node
/*
 * Starts mkweb. Written in the JavaScript of 2009, so that even a Node far too old can read it and
 * say what is wrong.
 */
"use strict";

var version = require("../package.json").version;
var argv = process.argv.slice(2);

if (parseInt(process.versions.node, 10) < 20) {
  process.stderr.write(
    "error: mkweb needs Node 20 or newer; this is Node " +
      process.versions.node +
      ". Nothing was written. [MKWEB_NODE_TOO_OLD]\n\n" +
      "hint: Install a current Node (https://nodejs.org) and run the same command again.\n",
  );
  process.exitCode = 1;
} else if (argv.length === 1 && argv[0] === "--version") {
  process.stdout.write(version + "\n");
} else {
  start();
}

function start() {
  var module = require("module");
  if (module.enableCompileCache) module.enableCompileCache(compileCache());
  var main = require("path").join(__dirname, "../dist/cli/index.js");
  // From 24 on, require() takes ES modules without a warning and some milliseconds sooner than import().
  if (parseInt(process.versions.node, 10) >= 24) return run(require(main));
  // An old parser would refuse import() even where it never runs.
  // oxlint-disable-next-line typescript/no-implied-eval
  var load = new Function("specifier", "return import(specifier)");
  return load(require("url").pathToFileURL(main).href).then(run);
}

function run(cli) {
  return cli.run(argv, version).then(function (status) {
    process.exitCode = status;
  });
}

/* Where Node keeps our compiled code: the user's own cache folder, unless NODE_COMPILE_CACHE says. */
function compileCache() {
  var env = process.env;
  if (env.NODE_COMPILE_CACHE) return env.NODE_COMPILE_CACHE;
  var path = require("path");
  var home = require("os").homedir();
  var caches =
    process.platform === "win32"
      ? env.LOCALAPPDATA || path.join(home, "AppData", "Local")
      : process.platform === "darwin"
        ? path.join(home, "Library", "Caches")
        : env.XDG_CACHE_HOME || path.join(home, ".cache");
  return path.join(caches, "mkweb", "node-compile-cache");
}
