#!/usr/bin/env node
/*
 * Starts mkweb. Written in the JavaScript of 2009, so that even a very old Node can parse it and report the
 * problem.
 */
"use strict";

var version = require("../package.json").version;
var argv = process.argv.slice(2);
var running = process.versions.node.split(".");

if (Number(running[0]) < 20 || (Number(running[0]) === 20 && Number(running[1]) < 19)) {
  refuse(
    "mkweb needs Node 20.19 or newer; this is Node " +
      process.versions.node +
      ". Nothing was written.",
    "Install a current Node (https://nodejs.org) and run the same command again.",
  );
} else if (argv.length === 1 && argv[0] === "--version") {
  print(version + "\n");
} else {
  // In a separate file, which an old Node never parses.
  require("./compiled.js")
    .load("cli")
    .run(argv, version)
    .then(function (status) {
      process.exitCode = status;
    });
}

function refuse(message, hint) {
  var code = "MKWEB_NODE_TOO_OLD";
  var error = { code: code, message: message, hint: hint, files: [] };
  if (argv.indexOf("--json") !== -1) {
    print(JSON.stringify({ format: 1, command: argv[0], ok: false, error: error }) + "\n");
  } else {
    process.stderr.write("error: " + message + " [" + code + "]\n\nhint: " + hint + "\n");
  }
  process.exitCode = 1;
}

/* Without process.stdout, whose creation takes a tenth of Node's start. */
function print(text) {
  try {
    require("fs").writeSync(1, text);
  } catch (error) {
    if (error.code === "EAGAIN") process.stdout.write(text);
    else if (error.code !== "EPIPE") throw error;
  }
}
