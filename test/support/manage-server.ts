/**
 * Runs `node manage ...` for the tests, one project's command after the other, in one process: a new Node for each
 * takes four times as long. Each command loads modules of its own, mkweb's too, so none finds what another left.
 */
import type { EventEmitter } from "node:events";
import module, { createRequire, syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { setTimeout as turn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Command } from "./manage-process.ts";

const packages = new URL("../../node_modules/", import.meta.url);
const require = createRequire(import.meta.url);
const tell = process.send?.bind(process);

/** How many commands there were. */
let runs = 0;

/** The module as this command alone has it. Installed packages keep nothing of a project. */
function own(url: string): string {
  const isShared = !url.startsWith("file:") || url.startsWith(packages.href);
  return isShared ? url : `${asWritten(url)}?run=${runs}`;
}

function asWritten(url: string): string {
  return url.replace(/\?run=\d+$/, "");
}

type Hooks = Parameters<typeof module.registerHooks>[0];
const { registerHooks } = module;

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    // What is required is known by its file, and forgotten when the command ends.
    return context.conditions.includes("require") ? found : { ...found, url: own(found.url) };
  },
});

Object.assign(module, {
  /** What mkweb registers compares addresses as they are written. */
  registerHooks: ({ resolve, load }: Hooks) =>
    registerHooks({
      ...(resolve && {
        resolve(specifier, context, next) {
          const parentURL = context.parentURL && asWritten(context.parentURL);
          const found = resolve(asWritten(specifier), { ...context, parentURL }, next);
          return { ...found, url: own(found.url) };
        },
      }),
      ...(load && {
        load: (url, context, next) =>
          load(asWritten(url), context, (other, changes) =>
            next(other === asWritten(url) ? url : other, changes),
          ),
      }),
    }),
  /** Modules of one command are of no use to the next. */
  enableCompileCache: () => ({ status: module.constants.compileCacheStatus.DISABLED }),
});
syncBuiltinESMExports();

async function run({ words, cwd, env, end }: Command): Promise<void> {
  runs += 1;
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.argv = [process.execPath, join(cwd, "manage"), ...words];
  process.exitCode = undefined;
  const forget = rememberListeners();
  try {
    await import(pathToFileURL(join(cwd, "manage.js")).href);
    // What a project is made with does not wait for the command itself.
    while (process.exitCode === undefined) await turn(1);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
  forget();
  const status = process.exitCode ?? 0;
  process.exitCode = undefined;
  for (const file of Object.keys(require.cache)) {
    if (!pathToFileURL(file).href.startsWith(packages.href)) delete require.cache[file];
  }
  process.stdout.write(end);
  process.stderr.write(end);
  tell?.(status);
}

/** @returns What takes away the listeners of `process` that were added since. */
function rememberListeners(): () => void {
  const events: EventEmitter = process;
  const before = new Map(
    events.eventNames().map((name) => [name, new Set(events.rawListeners(name))]),
  );
  return () => {
    for (const name of events.eventNames()) {
      for (const listener of events.rawListeners(name)) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- listeners are typed so, not as Function
        if (!before.get(name)?.has(listener)) events.off(name, listener as () => void);
      }
    }
  };
}

process.on("message", (command: Command) => void run(command));
process.on("disconnect", () => process.exit());
// A command that finds it would take itself for a worker.
delete process.send;
