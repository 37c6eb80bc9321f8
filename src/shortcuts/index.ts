/** `mkweb/shortcuts`: common tasks of views, in one call each. */
export { getListOr404, getObjectOr404 } from "./get-object-or-404.ts";
export { redirect, resolveUrl, type HasUrl, type RedirectTo } from "./redirect.ts";
// The whole module, because it declares `request.engine`.
export * from "./render.ts";
