import { MkwebError } from "../errors.ts";
import type { Blueprint } from "./load.ts";
import type { VariableDefinition } from "./manifest.ts";
import { renderTemplate } from "./template.ts";

/**
 * Checks the answers to what a blueprint asks for, and fills in defaults.
 *
 * @param answers By name; `undefined` counts as not given.
 * @returns A value for every variable of the blueprint.
 * @throws {MkwebError} `MKWEB_VARIABLE_INVALID` for an answer that is missing, unknown, does not
 *   match its pattern or is reserved; the message is the manifest's own where it has one.
 */
export function checkVariables(
  blueprint: Blueprint,
  answers: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const { variables } = blueprint.manifest;
  const unknown = Object.keys(answers).find((name) => !Object.hasOwn(variables, name));
  if (unknown !== undefined) {
    throw invalid(`The blueprint "${blueprint.name}" does not ask for "${unknown}".`);
  }
  return Object.fromEntries(
    Object.entries(variables).map(([name, definition]) => [
      name,
      checkVariable(name, definition, answers[name] ?? definition.default),
    ]),
  );
}

/** The answers that may be written down: all but the secret ones. */
export function publicAnswers(
  blueprint: Blueprint,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { variables } = blueprint.manifest;
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => variables[name] && !variables[name].secret),
  );
}

function checkVariable(
  name: string,
  definition: VariableDefinition,
  value: string | undefined,
): string {
  if (value === undefined) throw invalid(`No value for "${name}" (${definition.describe}).`);
  if (definition.pattern !== undefined && !new RegExp(definition.pattern, "u").test(value)) {
    const message = definition.invalid ?? "'<%= value %>' is not a valid " + name + ".";
    throw invalid(renderTemplate(message, { value }, name));
  }
  if (definition.reserved?.includes(value)) {
    const message = definition.taken ?? "'<%= value %>' is reserved; choose another " + name + ".";
    throw invalid(renderTemplate(message, { value }, name));
  }
  return value;
}

function invalid(message: string): MkwebError {
  return new MkwebError("MKWEB_VARIABLE_INVALID", message);
}
