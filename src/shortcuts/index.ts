export { redirect, resolveUrl, type HasUrl, type RedirectTo } from "./redirect.ts";
// All of it: it declares `request.engine`.
export * from "./render.ts";
