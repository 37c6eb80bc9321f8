/** `mkweb/debug-toolbar`: what a request did, on its page, for development. See docs/topics/debug-toolbar.md. */
export { isShownTo } from "./shown.ts";
