/** `mkweb/signing`: signed texts, byte for byte as Django writes them. */
export { decodeBase62, encodeBase62 } from "./base62.ts";
export {
  constantTimeCompare,
  getRandomString,
  saltedHmac,
  type HmacAlgorithm,
  type Secret,
} from "./crypto.ts";
export { getCookieSigner, type CookieSignerOptions } from "./cookie-signer.ts";
export { setDefaultKeys, type DefaultKeys } from "./default-keys.ts";
export { dumps, loads, type DumpsOptions, type LoadsOptions } from "./dumps.ts";
export { BadSignature, SignatureExpired } from "./errors.ts";
export { dumpsJson, JSONSerializer, loadsJson, type Serializer } from "./json.ts";
export { Signer, type SignerOptions } from "./signer.ts";
export {
  TimestampSigner,
  type TimestampSignerOptions,
  type UnsignOptions,
} from "./timestamp-signer.ts";
