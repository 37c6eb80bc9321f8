/** `mkweb/mail/backends/file`: EMAIL_BACKEND that writes mail to files in EMAIL_FILE_PATH. */
import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ImproperlyConfigured, toPath } from "../../conf/index.ts";
import type { MailBackendFactory } from "../backend.ts";
import { messageText } from "../message-text.ts";

/**
 * Writes a file in EMAIL_FILE_PATH for each sending (`mkweb/mail/backends/file`). Only the owner can read it, as mails
 * may hold links that open accounts.
 *
 * @throws {ImproperlyConfigured} If EMAIL_FILE_PATH is not set.
 */
const fileBackend: MailBackendFactory = (settings) => {
  if (settings.EMAIL_FILE_PATH === null) {
    throw new ImproperlyConfigured("Mail is to be kept in files, and EMAIL_FILE_PATH is not set.", {
      hint: 'Set EMAIL_FILE_PATH to a folder: "mail".',
    });
  }
  const folder = toPath(settings.EMAIL_FILE_PATH, settings.BASE_DIR);
  return {
    async sendMessages(messages) {
      const now = Date.now();
      const texts = messages.map(
        (message) => `${messageText(message, settings, now)}\n${"-".repeat(79)}\n`,
      );
      const moment = new Date(now)
        .toISOString()
        .slice(0, 19)
        .replace(/[-:]/g, "")
        .replace("T", "-");
      await mkdir(folder, { recursive: true });
      const file = join(folder, `${moment}-${randomBytes(6).toString("hex")}.log`);
      try {
        await writeFile(file, texts.join(""), { flag: "wx", mode: 0o600 });
      } catch (error) {
        // Do not leave half a mail.
        await rm(file, { force: true }).catch(() => undefined);
        throw error;
      }
      return messages.length;
    },
  };
};

export default fileBackend;
