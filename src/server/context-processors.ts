/**
 * `mkweb/context-processors`: context processors for TEMPLATES, which names them as `mkweb/context-processors#debug`.
 */
import { mediaUrl } from "../files/index.ts";
import type { HttpRequest } from "../http/index.ts";
import { getNonce } from "../middleware/index.ts";

/** `csp_nonce`, for `<script nonce="{{ csp_nonce }}">`. A function, so that a page without one gets none. */
export function csp(request: HttpRequest): { readonly csp_nonce: () => string | undefined } {
  return { csp_nonce: () => getNonce(request) };
}

/** `debug`: true with DEBUG, for visitors from INTERNAL_IPS. */
export function debug({ settings, META }: HttpRequest): { readonly debug?: true } {
  const internal = settings.INTERNAL_IPS.includes(String(META["REMOTE_ADDR"]));
  return settings.DEBUG && internal ? { debug: true } : {};
}

/** `MEDIA_URL`. */
export function media({ settings }: HttpRequest): { readonly MEDIA_URL: string } {
  return { MEDIA_URL: mediaUrl(settings) };
}

/** `request`. Every template has it anyway; the name is known from Django's settings. */
export function request(request: HttpRequest): { readonly request: HttpRequest } {
  return { request };
}

function staticFiles({ settings }: HttpRequest): { readonly STATIC_URL: string } {
  return { STATIC_URL: settings.STATIC_URL };
}

/** `TIME_ZONE`. */
export function tz({ settings }: HttpRequest): { readonly TIME_ZONE: string } {
  return { TIME_ZONE: settings.TIME_ZONE };
}

export { staticFiles as static };
