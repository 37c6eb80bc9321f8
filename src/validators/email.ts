import { charactersOf } from "./characters.ts";
import { hostName } from "./host-names.ts";
import { validateIpv46Address } from "./ip-address.ts";
import type { Validator, ValidatorOptions } from "./patterns.ts";
import { ValidationError } from "./validation-error.ts";

export interface EmailOptions extends ValidatorOptions {
  /** Domains that need not look like one. Default `["localhost"]`. */
  readonly allowlist?: readonly string[];
}

/** Characters of an address; RFC 3696's errata. */
const MAX_LENGTH = 320;

// Python takes an İ and an ı for an i in another case; JavaScript does not.
/** Dot-separated words of the characters that RFC 5322 lets stand unquoted. */
const word = String.raw`[-!#$%&'*+/=?^_\x60{}|~0-9A-Zİı]+`;
/** Control characters and visible ones, of which a quote and a backslash need a backslash in front. */
const quoted = String.raw`"(?:[\x01-\x08\x0b\x0c\x0e-\x1f!#-\[\]-\x7fİı]|\\[\x01-\x09\x0b\x0c\x0e-\x7fİı])*"`;
const user = new RegExp(`^(?:${word}(?:\\.${word})*|${quoted})$`, "iu");
const domain = new RegExp(`^${hostName}$`, "iu");
const literal = /^\[([A-F0-9:.]+)\]$/iu;

/**
 * Addresses of e-mail, by the rules of Django's EmailValidator.
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

/** An address of e-mail. @throws {ValidationError} */
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
