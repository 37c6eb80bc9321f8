import { ImproperlyConfigured, loadNamed, type Settings } from "../conf/index.ts";
import type { EmailMessage } from "./message.ts";

/** Sends mail. A module named by EMAIL_BACKEND exports a {@link MailBackendFactory} as its default. */
export interface MailBackend {
  /**
   * @param messages Checked, each with a sender and at least one recipient.
   * @returns How many were sent.
   */
  sendMessages(messages: readonly EmailMessage[]): Promise<number>;
}

export type MailBackendFactory = (settings: Settings) => MailBackend;

/** @throws {ImproperlyConfigured} If EMAIL_BACKEND does not name a mail backend. */
export async function openMailBackend(settings: Settings): Promise<MailBackend> {
  const { EMAIL_BACKEND, BASE_DIR } = settings;
  const factory = await loadNamed({
    specifier: EMAIL_BACKEND,
    baseDir: BASE_DIR,
    isWanted: isFactory,
    refusal: (isThere) =>
      new ImproperlyConfigured(
        isThere
          ? `EMAIL_BACKEND names '${EMAIL_BACKEND}', whose default export is not a mail backend.`
          : `EMAIL_BACKEND names '${EMAIL_BACKEND}', which does not exist.`,
        { hint: "Name one of 'mkweb/mail/backends/', or a module of this project." },
      ),
  });
  return factory(settings);
}

function isFactory(value: unknown): value is MailBackendFactory {
  return typeof value === "function";
}
