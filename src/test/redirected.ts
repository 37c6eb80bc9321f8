import type { Outgoing } from "./client-options.ts";
import type { ClientResponse } from "./response.ts";

/** The request a browser would make next; `undefined` without a redirect. */
export function redirected(
  { method, path, data, headers, contentType, secure, follow }: Outgoing,
  response: ClientResponse,
): Outgoing | undefined {
  if (![301, 302, 303, 307, 308].includes(response.status)) return undefined;
  const base = new URL(path, secure === true ? "https://testserver" : "http://testserver");
  const next = new URL(response.url, base);
  const common = {
    path: next.href,
    secure: next.protocol === "https:",
    ...(headers && { headers }),
  };
  const keeps = response.status === 307 || response.status === 308;
  if (!keeps) return { ...common, method: method === "HEAD" ? "HEAD" : "GET" };
  return {
    ...common,
    method,
    data,
    ...(contentType && { contentType }),
    ...(follow && { follow }),
  };
}
