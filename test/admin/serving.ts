/** The acceptance site on a database of a test. */
import { fileURLToPath } from "node:url";
import { manageIn, startProcess, type Run, type Started } from "../support/project.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

function environment(database: string): NodeJS.ProcessEnv {
  return {
    DB_PATH: database.replace(/^sqlite:/, ""),
    SECRET_KEY: "the acceptance site's own secret, of no use to others",
  };
}

/** `node manage WORDS...` of the site, to its end. */
export function manage(database: string, ...words: readonly string[]): Promise<Run> {
  return manageIn(`${here}site`, words, environment(database));
}

export interface Served {
  readonly origin: string;
  readonly process: Started;
}

/** What `npm run admin:serve` runs, once it serves. */
export async function startSite(database: string, env: NodeJS.ProcessEnv = {}): Promise<Served> {
  const process = startProcess(["serve.ts", "0"], here, { ...environment(database), ...env });
  await Promise.race([process.says(/Serving on \S+\//), process.ended()]);
  const origin = /Serving on (\S+)\//.exec(process.output())?.[1];
  if (origin === undefined) throw new Error(`The site did not start:\n${process.output()}`);
  return { origin, process };
}
