import { MkwebError } from "../../errors.ts";
import type { Blueprint } from "./load.ts";
import type { VariableDefinition } from "./manifest.ts";
import { renderTemplate, type Values } from "./template.ts";

/** Rendering and matching of a blueprint's texts; differs for blueprints that anybody may have written. */
export interface TextRules {
  /** Renders a message of the manifest; `name` identifies it in errors. */
  readonly render: (source: string, values: Values, name: string) => string;
  /** Whether a value matches a pattern. */
  readonly matches: (pattern: string, value: string) => boolean;
}

const trusted: TextRules = {
  render: renderTemplate,
  matches: (pattern, value) => new RegExp(pattern, "u").test(value),
};

/**
 * Checks the answers to a blueprint's questions, and fills in defaults.
 *
 * @param answers By name; `undefined` counts as missing.
 * @param rules Default: those for mkweb's blueprints.
 * @returns A value for every variable of the blueprint.
 * @throws {MkwebError} `MKWEB_VARIABLE_INVALID` for an answer that is missing, unknown, reserved or does not
 *   match its pattern; with the manifest's own message if it has one.
 */
export function checkVariables(
  blueprint: Pick<Blueprint, "name" | "manifest">,
  answers: Readonly<Record<string, string | undefined>>,
  rules: TextRules = trusted,
): Readonly<Record<string, string>> {
  const { variables } = blueprint.manifest;
  const unknown = Object.keys(answers).find((name) => !Object.hasOwn(variables, name));
  if (unknown !== undefined) {
    throw invalid(`The blueprint "${blueprint.name}" does not ask for "${unknown}".`);
  }
  return Object.fromEntries(
    Object.entries(variables).map(([name, definition]) => {
      const answer = Object.hasOwn(answers, name) ? answers[name] : undefined;
      return [name, checkVariable(name, definition, answer ?? definition.default, rules)];
    }),
  );
}

/** The answers that may be recorded: all except secrets. */
export function publicAnswers(
  blueprint: Pick<Blueprint, "manifest">,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { variables } = blueprint.manifest;
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name]) => Object.hasOwn(variables, name) && !variables[name]?.secret,
    ),
  );
}

/**
 * Checks one answer.
 *
 * @throws {MkwebError} `MKWEB_VARIABLE_INVALID`.
 */
export function checkVariable(
  name: string,
  definition: VariableDefinition,
  value: string | undefined,
  { render, matches }: TextRules,
): string {
  if (value === undefined) throw invalid(`No value for "${name}" (${definition.describe}).`);
  const { pattern, choices, reserved } = definition;
  if (choices && !choices.includes(value)) {
    throw invalid(`'${value}' is not a valid ${name} (choose from ${choices.join(", ")}).`);
  }
  if (pattern !== undefined && !matches(pattern, value)) {
    throw invalid(
      definition.invalid === undefined
        ? `'${value}' is not a valid ${name}.`
        : render(definition.invalid, { value }, name),
    );
  }
  if (reserved?.includes(value)) {
    throw invalid(
      definition.taken === undefined
        ? `'${value}' is reserved; choose another ${name}.`
        : render(definition.taken, { value }, name),
    );
  }
  return value;
}

function invalid(message: string): MkwebError {
  return new MkwebError("MKWEB_VARIABLE_INVALID", message);
}
