import { isIPv4, isIPv6 } from "node:net";
import { charactersOf } from "./characters.ts";
import { ValidationError } from "./validation-error.ts";

/** Eight groups of four digits with colons: the size of a database column for addresses. */
const MAX_IPV6_LENGTH = 39;

/**
 * Checks an IPv4 address. @throws {ValidationError}
 *
 * @example
 * validateIpv4Address("192.0.2.1");
 */
export function validateIpv4Address(value: string): void {
  if (!isIPv4(value)) throw invalid("Enter a valid IPv4 address.", value);
}

/**
 * Checks an IPv6 address of up to 39 characters. @throws {ValidationError}
 *
 * @example
 * validateIpv6Address("2001:db8::1");
 */
export function validateIpv6Address(value: string): void {
  if (!isShortIpv6(value)) throw invalid("Enter a valid IPv6 address.", value);
}

/**
 * Checks an IPv4 or IPv6 address. @throws {ValidationError}
 *
 * @example
 * validateIpv46Address("2001:db8::1");
 */
export function validateIpv46Address(value: string): void {
  if (isIPv4(value) || isShortIpv6(value)) return;
  throw invalid("Enter a valid IPv4 or IPv6 address.", value);
}

/** Whether a text is an IPv6 address of up to 39 characters. */
export function isShortIpv6(value: string): boolean {
  return charactersOf(value) <= MAX_IPV6_LENGTH && isIPv6(value);
}

function invalid(message: string, value: string): ValidationError {
  return new ValidationError(message, { code: "invalid", params: { value } });
}
