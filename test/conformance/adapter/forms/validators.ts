/** Validators and errors as cases write them. */
import { markSafe } from "../../../../src/templates/index.ts";
import * as validators from "../../../../src/validators/index.ts";
import { ValidationError } from "../../../../src/validators/index.ts";
import { camel, camelKeys } from "./names.ts";
import { decode } from "./values.ts";

type Run = (value: never) => void;
type Made = (...args: never[]) => Run;
const all = validators as unknown as Readonly<Record<string, Made>>;

export type ErrorSpec = string | readonly ErrorSpec[] | Readonly<Record<string, unknown>>;

/** An error of what a case says: a text, one with code and parameters, HTML, a list, or errors by field. */
export function makeError(spec: ErrorSpec): ValidationError {
  if (typeof spec === "string") return new ValidationError(spec);
  if (Array.isArray(spec)) return new ValidationError(spec.map(makeError));
  const { message, safe, code, params, fields } = spec as Readonly<Record<string, unknown>>;
  if (fields !== undefined) {
    const named = Object.entries(fields as Readonly<Record<string, ErrorSpec>>);
    return new ValidationError(
      Object.fromEntries(named.map(([name, each]) => [name, makeError(each)])),
    );
  }
  const options = {
    ...(typeof code === "string" && { code }),
    ...(params !== undefined && { params: decode(params) as Record<string, unknown> }),
  };
  return new ValidationError(safe === undefined ? String(message) : markSafe(safe), options);
}

/** In Python `$` stands before a line feed at the end too. */
export function pythonRegex(source: string): RegExp {
  return new RegExp(source.replace(/(?<!\\)\$$/, String.raw`(?=\n?$)`), "u");
}

export function makeValidator(spec: unknown): Run {
  if (typeof spec === "string") return all[camel(spec)] as unknown as Run;
  const {
    validator,
    args = [],
    raise,
    refuse,
    ...rest
  } = spec as Readonly<Record<string, unknown>>;
  if (raise !== undefined) {
    return (value: unknown) => {
      const refused =
        refuse === undefined || JSON.stringify(value) === JSON.stringify(decode(refuse));
      if (refused) throw makeError(raise as ErrorSpec);
    };
  }
  const name = String(validator);
  const options = camelKeys(decode(rest) as Record<string, unknown>);
  if (name === "ProhibitNullCharactersValidator") return validators.prohibitNullCharacters;
  if (name === "RegexValidator") {
    const { regex, flags: _flags, ...more } = options;
    return validators.regexValidator(pythonRegex(String(regex)), more);
  }
  const make = all[name.charAt(0).toLowerCase() + name.slice(1)] as Made;
  const { allowedExtensions, maxDigits, decimalPlaces, limitValue, ...more } = options;
  const first = [allowedExtensions, limitValue, maxDigits, decimalPlaces].filter(
    (each) => each !== undefined,
  );
  return make(...([...(decode(args) as unknown[]), ...first, more] as never[]));
}
