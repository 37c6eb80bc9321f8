/**
 * `mkweb/context-processors`: context processors for TEMPLATES, which names them as `mkweb/context-processors#debug`.
 */
import { mediaUrl } from "../files/index.ts";
import type { HttpRequest } from "../http/index.ts";
import { getNonce } from "../middleware/index.ts";

/**
 * Adds `csp_nonce`, for `<script nonce="{{ csp_nonce }}">`. It is a function, so that a page that does not
 * use it gets no nonce.
 *
 * @example
 * console.log(csp(request).csp_nonce());
 */
export function csp(request: HttpRequest): { readonly csp_nonce: () => string | undefined } {
  return { csp_nonce: () => getNonce(request) };
}

/**
 * Adds `debug`: true with DEBUG, for visitors from INTERNAL_IPS.
 *
 * @example
 * if (debug(request).debug === true) console.log("The visitor may see debug output.");
 */
export function debug({ settings, META }: HttpRequest): { readonly debug?: true } {
  const internal = settings.INTERNAL_IPS.includes(String(META["REMOTE_ADDR"]));
  return settings.DEBUG && internal ? { debug: true } : {};
}

/**
 * Adds `MEDIA_URL`.
 *
 * @example
 * console.log(media(request).MEDIA_URL);
 */
export function media({ settings }: HttpRequest): { readonly MEDIA_URL: string } {
  return { MEDIA_URL: mediaUrl(settings) };
}

/** Adds `request`. Every template has it anyway; the name is known from Django's settings. */
export function request(request: HttpRequest): { readonly request: HttpRequest } {
  return { request };
}

function staticFiles({ settings }: HttpRequest): { readonly STATIC_URL: string } {
  return { STATIC_URL: settings.STATIC_URL };
}

/**
 * Adds `TIME_ZONE`.
 *
 * @example
 * console.log(tz(request).TIME_ZONE);
 */
export function tz({ settings }: HttpRequest): { readonly TIME_ZONE: string } {
  return { TIME_ZONE: settings.TIME_ZONE };
}

export { staticFiles as static };
