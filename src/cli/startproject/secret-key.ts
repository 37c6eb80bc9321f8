import { randomBytes } from "node:crypto";

/** Generates 64 characters that are safe in settings files and shells; 384 random bits. */
export function newSecretKey(): string {
  return randomBytes(48).toString("base64url");
}
