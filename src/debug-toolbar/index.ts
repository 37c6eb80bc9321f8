/** `mkweb/debug-toolbar`: what a request did, on its page, for development. */
export { isShownTo } from "./shown.ts";
