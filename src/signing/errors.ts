/**
 * No known key made this signature, or the text was changed.
 *
 * @example
 * try {
 *   new Signer().unsign("ada:forged");
 * } catch (error) {
 *   if (!(error instanceof BadSignature)) throw error;
 * }
 */
export class BadSignature extends Error {
  override readonly name: string = "BadSignature";
}

/** The signature is valid but older than `maxAge`. */
export class SignatureExpired extends BadSignature {
  override readonly name = "SignatureExpired";
}
