/** The text was not signed with one of the keys, or was changed since. */
export class BadSignature extends Error {
  override readonly name: string = "BadSignature";
}

/** The signature is right, but older than the `maxAge` asked for. */
export class SignatureExpired extends BadSignature {
  override readonly name = "SignatureExpired";
}
