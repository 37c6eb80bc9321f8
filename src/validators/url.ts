import { charactersOf } from "./characters.ts";
import { hostName } from "./host-names.ts";
import { isShortIpv6 } from "./ip-address.ts";
import type { Validator, ValidatorOptions } from "./patterns.ts";
import { ValidationError } from "./validation-error.ts";

export interface UrlOptions extends ValidatorOptions {
  /** Default `["http", "https", "ftp", "ftps"]`. */
  readonly schemes?: readonly string[];
}

/** Longest URL, and longest host in it (RFC 1034), in characters. */
const MAX_LENGTH = 2048;
const MAX_HOST_LENGTH = 253;

const byte = "(?:0|25[0-5]|2[0-4][0-9]|1[0-9]?[0-9]?|[1-9][0-9]?)";
const ipv4 = String.raw`${byte}(?:\.${byte}){3}`;
const ipv6 = String.raw`\[[0-9a-f:.]+\]`;
/** White space as in Python. */
const blank = String.raw`\s\x1c-\x1f\x85`;
const login = `[^${blank}:@/]+(?::[^${blank}:@/]*)?@`;
const host = String.raw`(?:${ipv4}|${ipv6}|${hostName}\.?|localhost)`;
const url = new RegExp(
  `^[a-z0-9.+-]*://(?:${login})?${host}(?::[0-9]{1,5})?(?:[/?#][^${blank}]*)?$`,
  "iu",
);

/**
 * Checks URLs with a scheme and a host, by the rules of Django's URLValidator.
 *
 * @example
 * urlValidator({ schemes: ["https"] })("https://example.com/");
 */
export function urlValidator({
  message = "Enter a valid URL.",
  code = "invalid",
  schemes = ["http", "https", "ftp", "ftps"],
}: UrlOptions = {}): Validator<string> {
  return (value) => {
    const scheme = value.split("://")[0]?.toLowerCase() ?? "";
    const mayBe =
      charactersOf(value) <= MAX_LENGTH && !/[\t\r\n]/.test(value) && schemes.includes(scheme);
    if (mayBe && isUrl(value)) return;
    throw new ValidationError(message, { code, params: { value } });
  };
}

/** Checks an HTTP or FTP URL. @throws {ValidationError} */
export const validateUrl: Validator<string> = urlValidator();

function isUrl(value: string): boolean {
  if (!url.test(value)) return false;
  const name = hostOf(value);
  const address = /^\[(.+)\]$/.exec(name)?.[1];
  return name.length <= MAX_HOST_LENGTH && (address === undefined || isShortIpv6(address));
}

/** The part between the login and the port. */
function hostOf(value: string): string {
  const [, authority = ""] = /^[^/]*:\/\/([^/?#]*)/.exec(value) ?? [];
  return authority.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/, "");
}
