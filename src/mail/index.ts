/** `mkweb/mail`: sends mail through the backend in EMAIL_BACKEND. See docs/topics/mail.md. */
export type { MailBackend, MailBackendFactory } from "./backend.ts";
export { EmailMessage, type Attachment, type EmailOptions } from "./message.ts";
export { outbox } from "./outbox.ts";
export { mailAdmins, mailManagers, sendMail, type SendMailOptions } from "./send-mail.ts";
export { sendMessages } from "./send-messages.ts";
