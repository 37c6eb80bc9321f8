import type { Settings } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";

/** @throws {MkwebError} `MKWEB_ALLOWED_HOSTS_EMPTY`, as every request would be refused. */
export function requireAllowedHosts(settings: Settings): void {
  if (settings.DEBUG || settings.ALLOWED_HOSTS.length > 0) return;
  throw new MkwebError(
    "MKWEB_ALLOWED_HOSTS_EMPTY",
    "You must set settings.ALLOWED_HOSTS if DEBUG is False.",
    { hint: "Set DEBUG=true in .env to develop, or list this site's host names in ALLOWED_HOSTS." },
  );
}
