import { readdir } from "node:fs/promises";
import { start } from "node:repl";
import { text } from "node:stream/consumers";
import type { App } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { getApplication } from "../../server/index.ts";
import { defineCommand } from "../define.ts";
import { runCode } from "../run-code.ts";

export default defineCommand({
  describe:
    "Runs a JavaScript shell with the project set up and its apps' exports at hand. Code on the standard input is run instead.",
  examples: ["shell", 'shell -c "console.log(await Question.objects.count())"'],
  options: {
    command: {
      type: "string",
      alias: "c",
      describe:
        "Instead of opening a shell, run this code and exit. With --json, what it returns is `result`.",
    },
    noImports: {
      type: "boolean",
      describe: "Disable automatic imports of the apps' exports.",
      default: false,
    },
  },
  async run({ command, noImports }, { out, json, project }) {
    if (json && command === undefined && process.stdin.isTTY) throw noCode();
    const settings = await project.settings();
    const application = await getApplication(settings);
    const names = noImports ? {} : await exportsOf(application.apps);
    const globals = { ...names, settings, application };
    const code = command ?? (process.stdin.isTTY ? undefined : await text(process.stdin));
    if (code !== undefined) {
      const result: unknown = await runCode(code, globals, project.root);
      return out.facts({ result: result ?? null });
    }
    const taken = Object.keys(globals).filter((name) => name in globalThis);
    const given = Object.keys(names).filter((name) => !taken.includes(name));
    out.note(
      `${given.length} ${given.length === 1 ? "object" : "objects"} imported automatically.`,
    );
    out.detail(given.join(", "));
    if (taken.length > 0) {
      out.note(`Import these yourself, JavaScript has others of the name: ${taken.join(", ")}.`);
    }
    // What is typed in must be of one kind with the project's values: dates, lists, plain objects.
    const repl = start({ prompt: ">>> ", useGlobal: true });
    provide(globals, taken);
    await new Promise<void>((resolve) => repl.on("exit", resolve));
  },
});

/** What somebody types and reads is no document. */
function noCode(): MkwebError {
  return new MkwebError("MKWEB_USAGE", "A shell to type in has no JSON. Nothing was run.", {
    hint: "Name the code, and return what you want to know: shell --json -c 'return await Question.objects.count()'.",
    exitStatus: 2,
  });
}

/** Makes names known to every line that is typed, but those that JavaScript itself needs. */
function provide(globals: Readonly<Record<string, unknown>>, taken: readonly string[]): void {
  for (const [name, value] of Object.entries(globals)) {
    if (taken.includes(name)) continue;
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
}

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
