import { createRequire } from "node:module";
import { MkwebError } from "../errors.ts";

/** The libraries behind models and migrations, as package.json names their versions. */
const libraries = ["@mikro-orm/core", "@mikro-orm/sql", "kysely"];

/**
 * For the import of `mkweb/db`, whose libraries a project installs when it starts to use models: says
 * what to install where they are missing. Anything else that went wrong is thrown as it is.
 *
 * @throws {MkwebError} `MKWEB_MODELS_NOT_INSTALLED`
 */
export function explainMissingLibraries(cause: unknown): never {
  if (!libraries.some((name) => isMissing(cause, name))) throw cause;
  const { peerDependencies }: { peerDependencies: Readonly<Record<string, string>> } =
    createRequire(import.meta.url)("../../package.json");
  const words = libraries.map((name) => `${name}@${peerDependencies[name]}`).join(" ");
  throw new MkwebError(
    "MKWEB_MODELS_NOT_INSTALLED",
    "Models and migrations need libraries that are not installed in this project.",
    { hint: `Run: npm install --save-exact ${words}`, cause },
  );
}

function isMissing(error: unknown, name: string): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    error.code === "ERR_MODULE_NOT_FOUND" &&
    error.message.includes(`'${name}'`)
  );
}
