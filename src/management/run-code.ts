/** Runs code, also TypeScript, as a module next to manage.js, from where `import()` resolves. */
import { registerHooks } from "node:module";

/**
 * @returns The code's return value: it is the body of an asynchronous function.
 *
 * @param globals Names available to the code, which may redefine them.
 * @param root The folder of manage.js.
 */
export async function runCode(
  code: string,
  globals: Readonly<Record<string, unknown>>,
  root: URL,
): Promise<unknown> {
  const names = Object.keys(globals).filter(isName);
  // All on the first line, so that line numbers in errors are right.
  const source = `export default (${names.join(",")}) => (async () => { ${code}\n})();`;
  const module = await importSource(source, new URL("shell", root));
  const run: unknown = Reflect.get(module, "default");
  if (typeof run !== "function") throw new TypeError("The code cannot be parsed.");
  return Reflect.apply(
    run,
    undefined,
    names.map((name) => globals[name]),
  );
}

/** Imports a module that only exists in memory. */
async function importSource(source: string, { href }: URL): Promise<object> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === href
        ? { url: href, format: "module-typescript", shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url === href
        ? { format: "module-typescript", source, shortCircuit: true }
        : next(url, context),
  });
  try {
    const module: object = await import(href);
    return module;
  } finally {
    hooks.deregister();
  }
}

/** A module may export names that no variable can have. */
function isName(name: string): boolean {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return false;
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- nothing runs: to see whether the name is reserved
    return new Function(`"use strict"; async (${name}) => {}`).length === 0;
  } catch {
    return false;
  }
}
