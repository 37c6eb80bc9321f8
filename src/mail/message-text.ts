/**
 * A mail as one text for people and mail programs: UTF-8 without encoding (RFC 6532), attachments in base64. Mail
 * sent over a network is built by nodemailer.
 */
import { randomUUID } from "node:crypto";
import type { Settings } from "../conf/index.ts";
import { formatAddress, parseAddress } from "./address.ts";
import { dateHeader } from "./date-header.ts";
import type { Attachment, EmailMessage } from "./message.ts";

type Headers = readonly (readonly [name: string, value: string])[];

export function messageText(message: EmailMessage, settings: Settings, now: number): string {
  const { body, htmlMessage, attachments } = message;
  const words = htmlMessage === undefined ? plain(body) : alternatives(body, htmlMessage);
  const content =
    attachments.length === 0 ? words : multipart("mixed", [words, ...attachments.map(attached)]);
  return write([...headersOf(message, settings, now), ["MIME-Version", "1.0"]], content);
}

interface Part {
  readonly headers: Headers;
  readonly text: string;
}

function headersOf(message: EmailMessage, settings: Settings, now: number): Headers {
  const list = (addresses: readonly string[]): string =>
    addresses.map((each) => formatAddress(parseAddress(each))).join(", ");
  const from = message.fromEmail ?? settings.DEFAULT_FROM_EMAIL;
  const own = Object.entries(message.headers);
  const usual: Headers = [
    ["Subject", message.subject],
    ["From", list([from])],
    ["To", list(message.to)],
    ["Cc", list(message.cc)],
    ["Reply-To", list(message.replyTo)],
    ["Date", dateHeader(settings, now)],
    ["Message-ID", `<${randomUUID()}@${parseAddress(from).address.split("@").at(-1)}>`],
  ];
  const given = new Set(own.map(([name]) => name.toLowerCase()));
  return [
    ...usual.filter(([name, value]) => value !== "" && !given.has(name.toLowerCase())),
    ...own,
  ];
}

function plain(text: string): Part {
  return textPart("plain", text);
}

function alternatives(text: string, html: string): Part {
  return multipart("alternative", [plain(text), textPart("html", html)]);
}

function textPart(kind: string, text: string): Part {
  const headers: Headers = [
    ["Content-Type", `text/${kind}; charset="utf-8"`],
    ["Content-Transfer-Encoding", "8bit"],
  ];
  return { headers, text };
}

function attached({ filename, content, mimetype }: Attachment): Part {
  const type =
    mimetype ?? (typeof content === "string" ? "text/plain" : "application/octet-stream");
  const headers: Headers = [
    ["Content-Type", type],
    ["Content-Transfer-Encoding", "base64"],
    ["Content-Disposition", `attachment; filename="${filename.replace(/["\\]/g, "\\$&")}"`],
  ];
  const lines =
    Buffer.from(content)
      .toString("base64")
      .match(/.{1,76}/g) ?? [];
  return { headers, text: lines.join("\n") };
}

function multipart(kind: string, parts: readonly Part[]): Part {
  const boundary = `=_${randomUUID()}`;
  const texts = parts.map(
    ({ headers, ...part }) => `--${boundary}\n${write(headers, { headers: [], ...part })}`,
  );
  return {
    headers: [["Content-Type", `multipart/${kind}; boundary="${boundary}"`]],
    text: [...texts, `--${boundary}--\n`].join("\n"),
  };
}

function write(headers: Headers, part: Part): string {
  const lines = [...headers, ...part.headers].map(([name, value]) => `${name}: ${value}`);
  return `${lines.join("\n")}\n\n${part.text}\n`;
}
