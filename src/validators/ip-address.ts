import { isIPv4, isIPv6 } from "node:net";
import { ValidationError } from "./validation-error.ts";

/** An IPv4 address. @throws {ValidationError} */
export function validateIpv4Address(value: string): void {
  if (!isIPv4(value)) throw invalid("Enter a valid IPv4 address.", value);
}

/** An IPv6 address. @throws {ValidationError} */
export function validateIpv6Address(value: string): void {
  if (!isIPv6(value)) throw invalid("Enter a valid IPv6 address.", value);
}

/** Either. @throws {ValidationError} */
export function validateIpv46Address(value: string): void {
  if (isIPv4(value) || isIPv6(value)) return;
  throw invalid("Enter a valid IPv4 or IPv6 address.", value);
}

function invalid(message: string, value: string): ValidationError {
  return new ValidationError(message, { code: "invalid", params: { value } });
}
