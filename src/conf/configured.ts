import { MkwebError } from "../errors.ts";

/**
 * Settings are missing, contradictory or unusable: Django's exception of this name. Its code is
 * `MKWEB_IMPROPERLY_CONFIGURED`; `help` still works.
 */
export class ImproperlyConfigured extends MkwebError {
  override readonly name = "ImproperlyConfigured";

  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super("MKWEB_IMPROPERLY_CONFIGURED", message, options);
  }
}
