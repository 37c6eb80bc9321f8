import { BadHeaderError } from "../http/index.ts";
import { parseAddress } from "./address.ts";
import type { EmailMessage } from "./message.ts";

/** Headers that are made of the other parts of a message. */
const made =
  /^(?:bcc|cc|content-.*|from|mime-version|reply-to|sender|subject|to|return-path|received)$/i;
const NAME = /^[!-9;-~]+$/;

/**
 * Refuses a message whose headers could become other headers, more recipients or another body.
 *
 * @throws {BadHeaderError} A line break in a header, or a header that is not for the caller to set.
 * @throws {RangeError} An address that is none.
 */
export function checkMessage(message: EmailMessage): void {
  const { subject, fromEmail, to, cc, bcc, replyTo, headers, attachments } = message;
  refuseBreaks("Subject", subject);
  const addresses = { From: [fromEmail ?? ""], To: to, Cc: cc, Bcc: bcc, "Reply-To": replyTo };
  for (const [name, list] of Object.entries(addresses)) {
    for (const address of list) {
      refuseBreaks(name, address);
      parseAddress(address);
    }
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!NAME.test(name)) throw new BadHeaderError(`${JSON.stringify(name)} is no header's name.`);
    if (made.test(name)) {
      throw new BadHeaderError(`The header ${name} is made of the message's other parts.`);
    }
    refuseBreaks(name, value);
  }
  for (const { filename, mimetype = "" } of attachments) {
    refuseBreaks("Content-Disposition", filename);
    refuseBreaks("Content-Type", mimetype);
  }
}

function refuseBreaks(name: string, value: string): void {
  if (!/[\r\n\0]/.test(value)) return;
  throw new BadHeaderError(
    `Header values can't contain newlines (got ${JSON.stringify(value)} for header '${name}')`,
  );
}
