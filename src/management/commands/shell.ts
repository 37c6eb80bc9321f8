import { readdir } from "node:fs/promises";
import { isInputTyped, readInput } from "../../command/index.ts";
import type { App } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { getApplication } from "../../server/index.ts";
import { defineCommand } from "../define.ts";
import { runCode } from "../run-code.ts";

export default defineCommand({
  describe:
    "Runs a TypeScript shell with the project set up, and with the exports of its apps and query helpers imported. Runs code from standard input instead, if there is any.",
  examples: ["shell", 'shell -c "console.log(await Question.objects.count())"'],
  options: {
    command: {
      type: "string",
      alias: "c",
      describe:
        "Instead of opening a shell, run this code and exit. With --json, its return value is `result`.",
    },
    noImports: {
      type: "boolean",
      describe: "Disable automatic imports.",
      default: false,
    },
  },
  async run({ command, noImports }, { out, json, project }) {
    if (json && command === undefined && isInputTyped()) throw noCode();
    const settings = await project.settings();
    const application = await getApplication(settings);
    const imports = noImports ? [] : await importsFor(application.apps);
    const names = Object.assign({}, ...imports.map(({ names }) => names).reverse());
    const globals: Readonly<Record<string, unknown>> = { ...names, settings, application };
    const code = command ?? (isInputTyped() ? undefined : await readInput());
    if (code !== undefined) {
      const result: unknown = await runCode(code, globals, project.root);
      return out.facts({ result: result ?? null });
    }
    const taken = Object.keys(globals).filter((name) => name in globalThis);
    const count = Object.keys(names).filter((name) => !taken.includes(name)).length;
    out.note(
      `${count === 1 ? "1 object" : `${count} objects`} imported automatically (use -v 2 for details).`,
    );
    for (const { from, names } of imports) {
      const own = Object.keys(names).filter((name) => !taken.includes(name));
      if (own.length > 0) out.detail(`  ${from}: ${own.sort(byName).join(", ")}`);
    }
    if (taken.length > 0) {
      out.note(
        `Import these yourself; JavaScript has globals with the same names: ${taken.join(", ")}.`,
      );
    }
    const { prompt } = await import("../shell/prompt.ts");
    await prompt(() => provide(globals, taken));
  },
});

/** An interactive session cannot be a JSON document. */
function noCode(): MkwebError {
  return new MkwebError("MKWEB_USAGE", "An interactive shell cannot print JSON. Nothing was run.", {
    hint: "Pass the code, and return the value you need: shell --json -c 'return await Question.objects.count()'.",
    exitStatus: 2,
  });
}

/** Defines names for every typed line, except those that JavaScript itself needs. */
function provide(globals: Readonly<Record<string, unknown>>, taken: readonly string[]): void {
  for (const [name, value] of Object.entries(globals)) {
    if (taken.includes(name)) continue;
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
}

/** The imports from one module. */
interface Imported {
  readonly from: string;
  readonly names: Readonly<Record<string, unknown>>;
}

/**
 * The exports of the apps' models and views, then lookups, expressions and helpers; the first of equal names
 * wins.
 */
async function importsFor(apps: readonly App[]): Promise<readonly Imported[]> {
  const found: Imported[] = [];
  for (const { name, root } of apps) {
    const files = await readdir(root).catch(() => []);
    for (const file of files.filter((name) => /^(?:models|views)\.(?:ts|js)$/.test(name)).sort()) {
      const module: Readonly<Record<string, unknown>> = await import(new URL(file, root).href);
      const { default: _, ...names } = module;
      found.push({ from: `${name}/${file}`, names });
    }
  }
  const [queries, timezone, urls] = await Promise.all([
    import("../../db/index.ts"),
    import("../../timezone/index.ts"),
    import("../../urls/index.ts"),
  ]);
  const { currentTimeZone } = timezone;
  const { reverse } = urls;
  found.push({ from: "mkweb/db", names: { ...queries, currentTimeZone } });
  found.push({ from: "mkweb/urls", names: { reverse } });
  return found;
}

function byName(a: string, b: string): number {
  return a.localeCompare(b);
}
