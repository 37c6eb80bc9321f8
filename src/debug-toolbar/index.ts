/** `mkweb/debug-toolbar`: shows on each page what its request did, for development. See docs/topics/debug-toolbar.md. */
export { isShownTo } from "./shown.ts";
