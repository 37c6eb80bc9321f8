import { MkwebError } from "../errors.ts";

/**
 * A project's settings are missing, contradictory or unusable: Django's exception of this name.
 * Its code is `MKWEB_IMPROPERLY_CONFIGURED`; `help` goes on in spite of it.
 */
export class ImproperlyConfigured extends MkwebError {
  override readonly name = "ImproperlyConfigured";

  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super("MKWEB_IMPROPERLY_CONFIGURED", message, options);
  }
}
