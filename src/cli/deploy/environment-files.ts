/** Files with secrets: created once, then never changed. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { readSource, type TreeFile } from "../../scaffold/index.ts";
import type { DeployAnswers } from "./answers.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** The password in .env.database, or a new one of letters and digits, which are safe in a URL. */
export function databasePassword(root: string): string {
  const { POSTGRES_PASSWORD } = variablesIn(join(root, ".env.database")) ?? {};
  return POSTGRES_PASSWORD || randomBytes(24).toString("hex");
}

/**
 * Removes existing secret files from a tree: the running site depends on these secrets.
 *
 * @returns Sentences about kept files and the variables they lack for this target.
 */
export function keepEnvironment(
  tree: Map<string, TreeFile>,
  root: string,
  answers: DeployAnswers,
): readonly string[] {
  return [".env.production", ".env.database"].flatMap((name) => {
    const file = tree.get(name);
    const present = file && variablesIn(join(root, name));
    if (!present) return [];
    tree.delete(name);
    const wanted = parseEnv(Buffer.from(file.bytes).toString("utf8"));
    return [`Kept ${name} as it is.`, ...lacks(name, wanted, present, answers)];
  });
}

function lacks(
  name: string,
  wanted: Variables,
  present: Variables,
  { isDomainMissing }: DeployAnswers,
): readonly string[] {
  const missing = Object.keys(wanted).filter((each) => present[each] === undefined);
  const elsewhere = ["DATABASE_URL", "REDIS_URL"].filter(
    (each) => !missing.includes(each) && server(wanted[each]) !== server(present[each]),
  );
  const others =
    !isDomainMissing && wanted["ALLOWED_HOSTS"] !== present["ALLOWED_HOSTS"]
      ? ["ALLOWED_HOSTS"].filter((each) => !missing.includes(each))
      : [];
  return [...missing, ...elsewhere, ...others].map((each) => {
    const value = shown(each, wanted[each]);
    return `${name} must set ${each}${value === undefined ? "" : `: ${value}`}`;
  });
}

/** The parts of a URL that select another server; for a file, the whole URL. */
function server(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return url;
  const { protocol, host, pathname } = new URL(url);
  return host === "" ? protocol + pathname : protocol + host;
}

/** `undefined` for a secret. */
function shown(name: string, value: string | undefined): string | undefined {
  if (/SECRET|PASSWORD/.test(name)) return undefined;
  return value?.replace(/:[^:@/]+@/, ":PASSWORD@");
}

function variablesIn(file: string): Variables | undefined {
  return existsSync(file) ? parseEnv(readSource(file).toString("utf8")) : undefined;
}
