import { randomBytes } from "node:crypto";

/** 64 characters that no file of settings and no shell takes for anything else; 384 random bits. */
export function newSecretKey(): string {
  return randomBytes(48).toString("base64url");
}
