/** The interactive prompt. */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Recoverable, start, type REPLEval, type REPLServer } from "node:repl";
import { callbackify } from "node:util";
import { stateFolder } from "../../platform/index.ts";
import { isMoreThanTypes, isUnfinished, stripTypes } from "./strip-types.ts";
import { shown } from "./shown.ts";

/** Opens the prompt; resolves when it is closed. */
export async function prompt(provide: () => void): Promise<void> {
  // Typed values must share their classes with the project's: dates, lists, plain objects.
  const server = start({ prompt: ">>> ", useGlobal: true });
  provide();
  const usual = server.eval;
  Object.assign(server, { eval: evaluating(server, usual) });
  const left = new Promise<void>((resolve) => server.on("exit", resolve));
  keepHistory(server);
  await left;
}

/** Reads TypeScript, waits for more input while code is incomplete, and awaits queries and promises. */
function evaluating(server: REPLServer, usual: REPLEval): REPLEval {
  // Wrapped in a list: the value may be a query, and a promise would run it.
  const run = (...[code, context, file]: Input): Promise<readonly [unknown]> =>
    new Promise((resolve, reject) => {
      usual.call(server, code, context, file, (error, result: unknown) =>
        error ? reject(error) : resolve([result]),
      );
    });
  return callbackify(async (...[code, ...rest]: Input): Promise<unknown> => {
    const { stripped, refused } = read(code);
    try {
      const [result] = await run(stripped, ...rest);
      return await orInterrupted(server, shown(result));
    } catch (error) {
      throw isMoreThanTypes(refused) ? new SyntaxError(refused?.message) : error;
    }
  });
}

type Input = Parameters<REPLEval> extends [...infer Given, unknown] ? Given : never;

/** @throws {Recoverable} The input is incomplete. */
function read(code: string): { readonly stripped: string; readonly refused?: Error } {
  try {
    return { stripped: stripTypes(code) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (isUnfinished(error)) throw new Recoverable(error);
    // An object literal without parentheses is not a TypeScript expression, but the prompt accepts it.
    return { stripped: code, refused: error };
  }
}

/** Ctrl-C stops waiting, not the work itself. */
function orInterrupted(server: REPLServer, value: Promise<unknown>): Promise<unknown> {
  let interrupt = (): void => {};
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(new Error("Stopped waiting; the work continues in the background."));
  });
  server.once("SIGINT", interrupt);
  return Promise.race([value, interrupted]).finally(() => server.off("SIGINT", interrupt));
}

/** Keeps earlier lines as Node's own prompt does: NODE_REPL_HISTORY names another file, or disables it if empty. */
function keepHistory(server: REPLServer): void {
  const file =
    process.env["NODE_REPL_HISTORY"] ??
    join(stateFolder({ env: process.env }), "mkweb", "shell-history");
  if (file === "") return;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch {
    // Without a home folder there is no history.
    return;
  }
  server.setupHistory(file, () => {});
}
