/**
 * Replaces yargs' own module for Node, as yargs does for browsers. yargs only parses command lines here;
 * help, languages and config files are ours or unused, and what the original module loads for them would cost
 * more than the rest of yargs.
 */
import path from "node:path";
import Parser from "yargs-parser";

function check(holds, message) {
  if (!holds) throw message instanceof Error ? message : new Error(message);
}

function notOffered(what) {
  return () => {
    throw new Error(`yargs asked for ${what}, which mkweb's bundle leaves out`);
  };
}

function format(text, ...values) {
  let next = 0;
  return text.replace(/%[sd]/g, (place) => (next < values.length ? String(values[next++]) : place));
}

export default {
  assert: {
    strictEqual: (actual, expected, message) => check(Object.is(actual, expected), message),
    notStrictEqual: (actual, expected, message) => check(!Object.is(actual, expected), message),
  },
  cliui: notOffered("columns"),
  findUp: () => undefined,
  getEnv: (name) => process.env[name],
  inspect: String,
  getCallerFile: notOffered("its caller"),
  getProcessArgvBin: () => "",
  mainFilename: "",
  Parser,
  path,
  process: {
    argv: () => process.argv,
    // Only used for config files; process.cwd() would fail in a deleted folder.
    cwd: () => "",
    emitWarning: (warning, type) => process.emitWarning(warning, type),
    execPath: () => process.execPath,
    exit: notOffered("an exit"),
    nextTick: (callback) => process.nextTick(callback),
    stdColumns: null,
  },
  readFileSync: notOffered("a file"),
  readdirSync: notOffered("a folder"),
  require: notOffered("a module"),
  stringWidth: (text) => text.length,
  y18n: {
    __: format,
    __n: (one, many, count, ...values) => format(count === 1 ? one : many, count, ...values),
    getLocale: () => "en",
    setLocale: () => {},
    updateLocale: () => {},
  },
};
