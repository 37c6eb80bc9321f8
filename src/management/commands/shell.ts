import { readdir } from "node:fs/promises";
import { start } from "node:repl";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { compileFunction, constants } from "node:vm";
import type { App } from "../../conf/index.ts";
import { getApplication } from "../../server/index.ts";
import { defineCommand } from "../define.ts";

export default defineCommand({
  describe:
    "Runs a JavaScript shell with the project set up and its apps' exports at hand. Code on the standard input is run instead.",
  options: {
    command: {
      type: "string",
      alias: "c",
      describe: "Instead of opening a shell, run this code and exit.",
    },
    noImports: {
      type: "boolean",
      describe: "Disable automatic imports of the apps' exports.",
      default: false,
    },
  },
  async run({ command, noImports }, { out, project }) {
    const settings = await project.settings();
    const application = await getApplication(settings);
    const names = noImports ? {} : await exportsOf(application.apps);
    const globals = { ...names, settings, application };
    const code = command ?? (process.stdin.isTTY ? undefined : await text(process.stdin));
    if (code !== undefined) return runCode(code, globals, project.root);
    const count = Object.keys(names).length;
    out.note(`${count} ${count === 1 ? "object" : "objects"} imported automatically.`);
    out.detail(Object.keys(names).join(", "));
    const repl = start({ prompt: ">>> " });
    Object.assign(repl.context, globals);
    await new Promise<void>((resolve) => repl.on("exit", resolve));
  },
});

/** What the apps' models and views export; of two with one name the first app's. */
async function exportsOf(apps: readonly App[]): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {};
  for (const { root } of apps) {
    const files = await readdir(root).catch(() => []);
    for (const file of files.filter((name) => /^(?:models|views)\.(?:ts|js)$/.test(name)).sort()) {
      const module: Readonly<Record<string, unknown>> = await import(new URL(file, root).href);
      for (const [name, value] of Object.entries(module)) {
        if (name !== "default") found[name] ??= value;
      }
    }
  }
  return found;
}

/** Runs code as a file beside manage.js would: `import()` finds what that would find. */
async function runCode(
  code: string,
  globals: Readonly<Record<string, unknown>>,
  root: URL,
): Promise<void> {
  // A function of its own, so that the code may use the names of the globals for something else.
  const run = compileFunction(`return (async () => {\n${code}\n})();`, Object.keys(globals), {
    filename: fileURLToPath(new URL("shell", root)),
    lineOffset: -1,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  await Reflect.apply(run, undefined, Object.values(globals));
}
