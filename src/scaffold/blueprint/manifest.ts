import { isRecord, isRecordOf } from "../../values/index.ts";
import { blueprintInvalid } from "../failures.ts";

/** A variable that a blueprint asks for. */
export interface VariableDefinition {
  readonly describe: string;
  /** Regular expression (flag `u`) the value must match. Default: any value. */
  readonly pattern?: string;
  /** The only values allowed. Default: any. */
  readonly choices?: readonly string[];
  /** Values refused even if they match. */
  readonly reserved?: readonly string[];
  /** Value if there is no answer. Default: an answer is required. */
  readonly default?: string;
  /** Never record the answer. Default: false. */
  readonly secret?: boolean;
  /** Message for a value that does not match; may use `value`. */
  readonly invalid?: string;
  /** Message for a reserved value; may use `value`. */
  readonly taken?: string;
}

/**
 * `blueprint.json`: variables, edits and next steps of a blueprint; data without code. Its texts are
 * templates in the language of the blueprint's files: EJS in ours, Django's in the user's own.
 */
export interface Manifest {
  readonly describe: string;
  readonly variables: Readonly<Record<string, VariableDefinition>>;
  /** Edits of existing files, by a name the command knows. Default: none. */
  readonly edits?: Readonly<Record<string, string>>;
  /** Commands to type next. */
  readonly next: readonly string[];
  /** Permission bits by path below `files/` with its final name (`.env`), before placeholders are filled in. */
  readonly modes: Readonly<Record<string, number>>;
  /**
   * Files to write only if variables have these values, by path below `files/`: `{ "AGENTS.md": { "agents":
   * "yes" } }`. Default: all files.
   */
  readonly only?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** More files to render in the user's own template: `*.html`, `Procfile`. */
  readonly render: readonly string[];
}

/**
 * Parses a manifest.
 *
 * @param where Names the manifest in errors.
 * @throws {MkwebError} `MKWEB_BLUEPRINT_INVALID` naming the wrong key.
 */
export function parseManifest(text: string, where: string): Manifest {
  const wrong = (why: string, cause?: unknown) => blueprintInvalid(where, why, cause);
  const data = parseJson(text, wrong);
  if (!isRecord(data)) throw wrong("not an object");
  refuseUnknown(data, keys, wrong);
  const { describe, variables = {}, edits, next = [], modes = {}, only = {}, render = [] } = data;
  if (typeof describe !== "string") throw wrong('"describe" is not a text');
  if (!isRecordOf(variables, isRecord)) throw wrong('"variables" is not an object of objects');
  if (edits !== undefined && !isRecordOf(edits, isString)) {
    throw wrong('"edits" is not an object of texts');
  }
  if (!isArrayOf(next, isString)) throw wrong('"next" is not a list of texts');
  if (!isRecordOf(modes, isOctal)) throw wrong('"modes" holds something else than "0600"');
  if (!isRecordOf(only, isTexts)) throw wrong('"only" is not an object of objects of texts');
  if (!isArrayOf(render, isString)) throw wrong('"render" is not a list of texts');
  return {
    describe,
    variables: mapValues(variables, (value, name) =>
      parseVariable(value, (why) => wrong(`variable "${name}": ${why}`)),
    ),
    ...(edits !== undefined && { edits }),
    next,
    only,
    render,
    modes: mapValues(modes, (mode) => Number.parseInt(mode, 8)),
  };
}

const keys = ["describe", "variables", "edits", "next", "modes", "only", "render"];

type Wrong = (why: string, cause?: unknown) => Error;

function parseJson(text: string, wrong: Wrong): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(`not JSON (${error instanceof Error ? error.message : String(error)})`, error);
  }
}

function parseVariable(data: Readonly<Record<string, unknown>>, wrong: Wrong): VariableDefinition {
  const texts = ["pattern", "default", "invalid", "taken"] as const;
  refuseUnknown(data, ["describe", "choices", "reserved", "secret", ...texts], wrong);
  const { describe, choices, reserved = [], secret = false } = data;
  if (typeof describe !== "string") throw wrong('"describe" is not a text');
  if (choices !== undefined && (!isArrayOf(choices, isString) || choices.length === 0)) {
    throw wrong('"choices" is not a list of texts');
  }
  if (!isArrayOf(reserved, isString)) throw wrong('"reserved" is not a list of texts');
  if (typeof secret !== "boolean") throw wrong('"secret" is not true or false');
  const optional: Partial<Record<(typeof texts)[number], string>> = {};
  for (const key of texts) {
    const value = data[key];
    if (value === undefined) continue;
    if (!isString(value)) throw wrong(`"${key}" is not a text`);
    optional[key] = value;
  }
  if (optional.pattern !== undefined && !isPattern(optional.pattern)) {
    throw wrong('"pattern" is not a regular expression');
  }
  return { describe, ...(choices !== undefined && { choices }), reserved, secret, ...optional };
}

function refuseUnknown(
  data: Readonly<Record<string, unknown>>,
  known: readonly string[],
  wrong: Wrong,
): void {
  const unknown = Object.keys(data).find((key) => !known.includes(key));
  if (unknown !== undefined) throw wrong(`unknown key "${unknown}"`);
}

function isPattern(source: string): boolean {
  try {
    return Boolean(new RegExp(source, "u"));
  } catch {
    return false;
  }
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isRecordOf(value, isString);
}

function isOctal(value: unknown): value is string {
  return isString(value) && /^0[0-7]{3}$/.test(value);
}

function isArrayOf<T>(value: unknown, is: (each: unknown) => each is T): value is readonly T[] {
  return Array.isArray(value) && value.every(is);
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From, key: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
