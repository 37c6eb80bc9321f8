/** `mkweb/mail`: sends mail, by the backend that EMAIL_BACKEND names. See docs/topics/mail.md. */
export type { MailBackend, MailBackendFactory } from "./backend.ts";
export { EmailMessage, type Attachment, type EmailOptions } from "./message.ts";
export { outbox } from "./outbox.ts";
export { mailAdmins, mailManagers, sendMail, type SendMailOptions } from "./send-mail.ts";
export { sendMessages } from "./send-messages.ts";
