/** `mkweb/mail/backends/smtp`: EMAIL_BACKEND that uses a mail server, with the package `nodemailer`. The default. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { ImproperlyConfigured, toPath, type Settings } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { parseAddress } from "../address.ts";
import type { MailBackendFactory } from "../backend.ts";
import { dateHeader } from "../date-header.ts";
import type { EmailMessage } from "../message.ts";

/**
 * Sends mail through the server at EMAIL_HOST (`mkweb/mail/backends/smtp`). Needs the package `nodemailer` in the project.
 *
 * Certificates are verified. Connections are unencrypted unless EMAIL_USE_TLS or EMAIL_USE_SSL is set; then nothing is
 * sent without encryption.
 *
 * @throws {ImproperlyConfigured} If EMAIL_USE_TLS and EMAIL_USE_SSL are both set.
 */
const smtpBackend: MailBackendFactory = (settings) => {
  if (settings.EMAIL_USE_TLS && settings.EMAIL_USE_SSL) {
    throw new ImproperlyConfigured("EMAIL_USE_TLS and EMAIL_USE_SSL exclude each other.", {
      hint: "Keep EMAIL_USE_TLS for port 587, EMAIL_USE_SSL for port 465.",
    });
  }
  return {
    async sendMessages(messages) {
      const { createTransport } = await loadClient();
      const transport = createTransport(await connectionOf(settings));
      // Sending reports its own errors; a connection that breaks afterwards is harmless.
      transport.on("error", () => undefined);
      try {
        for (const message of messages) await transport.sendMail(mailOf(message, settings));
      } finally {
        transport.close();
      }
      return messages.length;
    },
  };
};

export default smtpBackend;

async function loadClient(): Promise<typeof import("nodemailer")> {
  try {
    return await import("nodemailer");
  } catch (cause) {
    const { peerDependencies }: { peerDependencies: Readonly<Record<string, string>> } =
      createRequire(import.meta.url)("mkweb/package.json");
    throw new MkwebError(
      "MKWEB_SMTP_CLIENT_MISSING",
      "Mail is to be sent by SMTP, and the package 'nodemailer' is not installed in this project.",
      {
        hint: `Run: npm install "nodemailer@${peerDependencies["nodemailer"]}", or set EMAIL_BACKEND to "mkweb/mail/backends/console".`,
        cause,
      },
    );
  }
}

async function connectionOf(settings: Settings) {
  const { EMAIL_HOST: host, EMAIL_PORT: port, EMAIL_TIMEOUT: seconds } = settings;
  const { EMAIL_HOST_USER: user, EMAIL_HOST_PASSWORD: pass } = settings;
  const timeout = seconds === null ? undefined : seconds * 1000;
  const [cert, key] = await Promise.all([
    contentOf(settings.EMAIL_SSL_CERTFILE, settings),
    contentOf(settings.EMAIL_SSL_KEYFILE, settings),
  ]);
  return {
    host,
    port,
    secure: settings.EMAIL_USE_SSL,
    requireTLS: settings.EMAIL_USE_TLS,
    ignoreTLS: !settings.EMAIL_USE_TLS,
    ...(user !== "" && pass !== "" && { auth: { user, pass } }),
    ...(timeout !== undefined && {
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      socketTimeout: timeout,
      dnsTimeout: timeout,
    }),
    tls: { ...(cert && { cert }), ...(key && { key }) },
  };
}

async function contentOf(file: string | null, { BASE_DIR }: Settings): Promise<Buffer | undefined> {
  return file === null ? undefined : readFile(toPath(file, BASE_DIR));
}

/** Passes addresses in parts, so that nodemailer cannot parse one as two. */
function mailOf(message: EmailMessage, settings: Settings) {
  const list = (addresses: readonly string[]) => addresses.map(parseAddress);
  const from = parseAddress(message.fromEmail ?? settings.DEFAULT_FROM_EMAIL);
  return {
    from,
    to: list(message.to),
    cc: list(message.cc),
    replyTo: list(message.replyTo),
    envelope: {
      from: from.address,
      to: list(message.recipients()).map(({ address }) => address),
    },
    subject: message.subject,
    text: message.body,
    ...(message.htmlMessage !== undefined && { html: message.htmlMessage }),
    headers: { Date: dateHeader(settings, Date.now()), ...message.headers },
    attachments: message.attachments.map(({ filename, content, mimetype }) => ({
      filename,
      content: typeof content === "string" ? content : Buffer.from(content),
      ...(mimetype !== undefined && { contentType: mimetype }),
    })),
    // Attachments never read files or URLs.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
