/** A mail server that takes a mail when the test says so. */
import type { EmailMessage, MailBackendFactory } from "../../../src/mail/index.ts";

export const delivered: EmailMessage[] = [];
let open: () => void = () => undefined;
let gate = Promise.resolve();

/** From here on mail waits. Answers what lets it through. */
export function closeGate(): () => void {
  gate = new Promise((resolve) => {
    open = resolve;
  });
  return () => open();
}

const slowMail: MailBackendFactory = () => ({
  async sendMessages(messages) {
    await gate;
    delivered.push(...messages);
    return messages.length;
  },
});

export default slowMail;
