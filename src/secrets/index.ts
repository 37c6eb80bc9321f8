export { isSecretCookie, isSecretName } from "./names.ts";
export { mask, maskCookie, maskText, substitute } from "./mask.ts";
