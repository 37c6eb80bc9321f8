import { BadHeaderError } from "../http/index.ts";
import { parseAddress } from "./address.ts";
import type { EmailMessage } from "./message.ts";

/** Headers built from the message's other properties. */
const made =
  /^(?:bcc|cc|content-.*|from|mime-version|reply-to|sender|subject|to|return-path|received)$/i;
const NAME = /^[!-9;-~]+$/;

/**
 * Rejects a message whose headers could turn into other headers, more recipients or another body.
 *
 * @throws {BadHeaderError} If a header has a line break, or may not be set by the caller.
 * @throws {RangeError} If an address is invalid.
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
    if (!NAME.test(name))
      throw new BadHeaderError(`${JSON.stringify(name)} is not a valid header name.`);
    if (made.test(name)) {
      throw new BadHeaderError(`The header ${name} is built from the message's other properties.`);
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
