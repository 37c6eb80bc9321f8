/** Hides secrets: recognises names of secrets, and masks them in values and texts. */
export { isSecretCookie, isSecretName } from "./names.ts";
export { mask, maskCookie, maskText, substitute } from "./mask.ts";
