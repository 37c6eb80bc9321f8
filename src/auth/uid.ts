/** How a user's id stands in a link: in base 64, as Django writes it. */

export function encodeUid(id: unknown): string {
  return Buffer.from(String(id)).toString("base64url");
}

/** The id; `undefined` for what {@link encodeUid} does not write. */
export function decodeUid(uid: string): string | undefined {
  const id = Buffer.from(uid, "base64url").toString();
  return encodeUid(id) === uid ? id : undefined;
}
