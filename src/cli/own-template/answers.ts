import { askSecret, askText, usageError } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import {
  checkVariable,
  NOTHING_WRITTEN,
  type TextRules,
  type VariableDefinition,
} from "../../scaffold/index.ts";
import { isVariableName, type OwnTemplate } from "../../sources/index.ts";

export interface AnswersRequest {
  readonly template: OwnTemplate;
  /** Values of `--var`. */
  readonly given: ReadonlyMap<string, string>;
  /** Values that mkweb provides, by name: never asked for, but a manifest may restrict them. */
  readonly known: Readonly<Record<string, unknown>>;
  readonly rules: TextRules;
  /** Whether the user may be asked for missing answers. */
  readonly mayAsk: boolean;
}

/** Checked answers to a template's questions. */
export interface OwnAnswers {
  readonly values: Readonly<Record<string, string>>;
  /** The variables the template asks for. */
  readonly variables: Readonly<Record<string, VariableDefinition>>;
  /** Options that repeat the answers, without secrets; empty if nothing was asked. */
  readonly asked: readonly string[];
}

/**
 * Takes answers from `--var`, asks the user for the rest, and uses defaults if it cannot ask.
 *
 * @throws {MkwebError} `MKWEB_USAGE` for a name that cannot be given, `MKWEB_VARIABLE_INVALID` for an unknown
 *   or wrong answer, or listing all missing ones.
 */
export async function ownAnswers(request: AnswersRequest): Promise<OwnAnswers> {
  const { template, given, known, rules } = request;
  for (const name of given.keys()) refuseName(name, known);
  const { manifest } = template;
  if (!manifest) {
    const variables = [...given.keys()].map((name) => [name, { describe: name }] as const);
    return {
      values: Object.fromEntries(given),
      variables: Object.fromEntries(variables),
      asked: [],
    };
  }
  const all = Object.entries(manifest.variables);
  for (const [name, definition] of all) {
    if (Object.hasOwn(known, name)) checkVariable(name, definition, String(known[name]), rules);
  }
  const variables = all.filter(([name]) => !Object.hasOwn(known, name));
  const unknown = [...given.keys()].find((name) => !variables.some(([each]) => each === name));
  if (unknown !== undefined) {
    throw new MkwebError(
      "MKWEB_VARIABLE_INVALID",
      `The template ${template.shown} does not ask for "${unknown}". ${NOTHING_WRITTEN}`,
      { hint: variables.length === 0 ? undefined : `It asks for ${namesOf(variables)}.` },
    );
  }
  refuseMissing(request, variables);
  const { values, asked } = await answersTo(variables, request);
  return { values, variables: Object.fromEntries(variables), asked };
}

type Variable = readonly [name: string, definition: VariableDefinition];

async function answersTo(
  variables: readonly Variable[],
  { given, rules, mayAsk }: AnswersRequest,
): Promise<Pick<OwnAnswers, "values" | "asked">> {
  const values = new Map<string, string>();
  const asked: string[] = [];
  for (const [name, definition] of variables) {
    const typed = given.get(name);
    const value = typed ?? (mayAsk ? await ask(name, definition, rules) : definition.default);
    values.set(name, checkVariable(name, definition, value, rules));
    if (typed === undefined && mayAsk && definition.secret !== true) {
      asked.push("--var", `${name}=${value ?? ""}`);
    }
  }
  return { values: Object.fromEntries(values), asked };
}

async function ask(
  name: string,
  definition: VariableDefinition,
  rules: TextRules,
): Promise<string> {
  const { describe, choices, secret } = definition;
  const message = choices ? `${describe} (${choices.join(", ")})` : describe;
  if (secret === true) return (await askSecret(message)) || (definition.default ?? "");
  const refuse = (text: string): string | undefined => {
    try {
      checkVariable(name, definition, text, rules);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  return askText(message, refuse, definition.default ?? (choices ? choices[0] : undefined));
}

function refuseName(name: string, known: Readonly<Record<string, unknown>>): void {
  if (!isVariableName(name)) throw usageError(`argument --var: '${name}' cannot name a variable`);
  if (Object.hasOwn(known, name)) {
    throw usageError(`argument --var: '${name}' is provided by mkweb`);
  }
}

function refuseMissing(
  { template, given, mayAsk }: AnswersRequest,
  variables: readonly Variable[],
): void {
  if (mayAsk) return;
  const missing = variables.filter(
    ([name, definition]) => !given.has(name) && definition.default === undefined,
  );
  if (missing.length === 0) return;
  const lines = missing.map(([name, { describe, choices }]) => {
    const one = choices ? ` (one of ${choices.join(", ")})` : "";
    return `  ${name}: ${describe}${one}`;
  });
  throw new MkwebError(
    "MKWEB_VARIABLE_INVALID",
    `The template ${template.shown} asks for what no option says:\n${lines.join("\n")}\n${NOTHING_WRITTEN}`,
    { hint: `Add ${missing.map(([name]) => `--var ${name}=VALUE`).join(" ")}.` },
  );
}

function namesOf(variables: readonly Variable[]): string {
  return variables.map(([name]) => name).join(", ");
}
