/** `mkweb/shortcuts`: what views do most often, in one call each. */
export { getListOr404, getObjectOr404 } from "./get-object-or-404.ts";
export { redirect, resolveUrl, type HasUrl, type RedirectTo } from "./redirect.ts";
// All of it: it declares `request.engine`.
export * from "./render.ts";
