/** What somebody types into, line by line. */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Recoverable, start, type REPLEval, type REPLServer } from "node:repl";
import { callbackify } from "node:util";
import { stateFolder } from "../../platform/index.ts";
import { isMoreThanTypes, isUnfinished, stripTypes } from "./strip-types.ts";
import { shown } from "./shown.ts";

/** Opens it; resolves when it is left. */
export async function prompt(provide: () => void): Promise<void> {
  // What is typed in must be of one kind with the project's values: dates, lists, plain objects.
  const server = start({ prompt: ">>> ", useGlobal: true });
  provide();
  const usual = server.eval;
  Object.assign(server, { eval: evaluating(server, usual) });
  const left = new Promise<void>((resolve) => server.on("exit", resolve));
  keepHistory(server);
  await left;
}

/** Reads TypeScript, waits for more where code is not complete, and for what a query or a promise gives. */
function evaluating(server: REPLServer, usual: REPLEval): REPLEval {
  // In a list: what it is could be a query, which a promise would read whole.
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

/** @throws {Recoverable} There is more to come. */
function read(code: string): { readonly stripped: string; readonly refused?: Error } {
  try {
    return { stripped: stripTypes(code) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (isUnfinished(error)) throw new Recoverable(error);
    // An object without parentheses is none to TypeScript, but the prompt takes it.
    return { stripped: code, refused: error };
  }
}

/** Ctrl-C ends the waiting, not what is waited for. */
function orInterrupted(server: REPLServer, value: Promise<unknown>): Promise<unknown> {
  let interrupt = (): void => {};
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(new Error("Stopped waiting; what was started goes on."));
  });
  server.once("SIGINT", interrupt);
  return Promise.race([value, interrupted]).finally(() => server.off("SIGINT", interrupt));
}

/** Lines of earlier times, as Node's own prompt has them: NODE_REPL_HISTORY names another file, or none when empty. */
function keepHistory(server: REPLServer): void {
  const file =
    process.env["NODE_REPL_HISTORY"] ??
    join(stateFolder({ env: process.env }), "mkweb", "shell-history");
  if (file === "") return;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch {
    // Without a folder of the user's own there is no history.
    return;
  }
  server.setupHistory(file, () => {});
}
