/** What must not be shown: names that sound like secrets, and texts without them. */
export { isSecretCookie, isSecretName } from "./names.ts";
export { mask, maskCookie, maskText, substitute } from "./mask.ts";
