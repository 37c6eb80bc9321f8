import { charactersOf } from "./characters.ts";
import { hostName } from "./host-names.ts";
import { validateIpv46Address } from "./ip-address.ts";
import type { Validator, ValidatorOptions } from "./patterns.ts";
import { ValidationError } from "./validation-error.ts";

export interface EmailOptions extends ValidatorOptions {
  /** Domains accepted without further checks. Default `["localhost"]`. */
  readonly allowlist?: readonly string[];
}

/** Longest address, in characters (errata of RFC 3696). */
const MAX_LENGTH = 320;

// Python treats İ and ı as case variants of i; JavaScript does not.
/** Dot-separated words of the characters that RFC 5322 allows unquoted. */
const word = String.raw`[-!#$%&'*+/=?^_\x60{}|~0-9A-Z\u0130\u0131]+`;
/** Control characters and visible ones; a quote and a backslash need a backslash before them. */
const quoted = String.raw`"(?:[\x01-\x08\x0b\x0c\x0e-\x1f!#-\[\]-\x7f\u0130\u0131]|\\[\x01-\x09\x0b\x0c\x0e-\x7f\u0130\u0131])*"`;
const user = new RegExp(`^(?:${word}(?:\\.${word})*|${quoted})$`, "iu");
const domain = new RegExp(`^${hostName}$`, "iu");
const literal = /^\[([A-F0-9:.]+)\]$/iu;

/**
 * Checks email addresses, by the rules of Django's EmailValidator.
 *
 * @example
 * emailValidator()("ann@example.com"); // throws a ValidationError where it is no address
 */
export function emailValidator({
  message = "Enter a valid email address.",
  code = "invalid",
  allowlist = ["localhost"],
}: EmailOptions = {}): Validator<string> {
  return (value) => {
    const at = value.lastIndexOf("@");
    const name = value.slice(0, at);
    const host = value.slice(at + 1);
    const isAddress = at !== -1 && charactersOf(value) <= MAX_LENGTH && user.test(name);
    if (isAddress && (allowlist.includes(host) || isDomain(host))) return;
    throw new ValidationError(message, { code, params: { value } });
  };
}

/** Checks an email address. @throws {ValidationError} */
export const validateEmail: Validator<string> = emailValidator();

function isDomain(host: string): boolean {
  if (domain.test(host)) return true;
  const address = literal.exec(host)?.[1];
  if (address === undefined) return false;
  try {
    validateIpv46Address(address);
    return true;
  } catch {
    return false;
  }
}
