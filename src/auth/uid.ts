/** Encodes a user's id for a link, in base64 like Django. */

export function encodeUid(id: unknown): string {
  return Buffer.from(String(id)).toString("base64url");
}

/** Decodes an id; `undefined` if {@link encodeUid} cannot have written it. */
export function decodeUid(uid: string): string | undefined {
  const id = Buffer.from(uid, "base64url").toString();
  return encodeUid(id) === uid ? id : undefined;
}
