import { charactersOf } from "./characters.ts";
import { asciiHostName, hostName } from "./host-names.ts";
import type { Validator, ValidatorOptions } from "./patterns.ts";
import { ValidationError } from "./validation-error.ts";

export interface DomainNameOptions extends ValidatorOptions {
  /** Accept letters beyond ASCII, as in internationalised domain names. Default true. */
  readonly acceptIdna?: boolean;
}

/** Longest domain name, in characters (RFC 1034, 3.1). */
const MAX_LENGTH = 255;

const international = new RegExp(String.raw`^${hostName}\.?$`, "iu");
const ascii = new RegExp(String.raw`^${asciiHostName}\.?$`, "i");

/**
 * Checks domain names of two labels or more, by the rules of Django's DomainNameValidator.
 *
 * @example
 * domainNameValidator({ acceptIdna: false })("example.com");
 */
export function domainNameValidator({
  message = "Enter a valid domain name.",
  code = "invalid",
  acceptIdna = true,
}: DomainNameOptions = {}): Validator<string> {
  const pattern = acceptIdna ? international : ascii;
  return (value) => {
    if (charactersOf(value) <= MAX_LENGTH && pattern.test(value)) return;
    throw new ValidationError(message, { code, params: { value } });
  };
}

/** Checks a domain name. @throws {ValidationError} */
export const validateDomainName: Validator<string> = domainNameValidator();
