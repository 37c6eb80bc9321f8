/** Messages as texts, in the JSON of Django's `MessageEncoder` and `MessageDecoder`. */
import { dumpsJson, loadsJson } from "../signing/index.ts";
import { markSafe, SafeString } from "../templates/index.ts";
import type { Message, MessageText } from "./message.ts";

/** The first element of an array that represents a message. */
const MESSAGE_KEY = "__json_message";

/**
 * Encodes one message.
 *
 * @param separator Between its parts: Django writes cookies without a space, sessions with one.
 */
export function encodeMessage(
  { level, message, extraTags }: Message,
  separator: "," | ", ",
): string {
  const isSafe = message instanceof SafeString ? 1 : 0;
  const parts: unknown[] = [MESSAGE_KEY, isSafe, level, String(message)];
  if (extraTags !== null) parts.push(extraTags);
  return `[${parts.map(dumpsJson).join(separator)}]`;
}

type MakeMessage = (level: number, message: MessageText, extraTags: string | null) => Message;

/**
 * Decodes the messages of a list, and other texts in it unchanged.
 *
 * @throws {SyntaxError} Invalid JSON.
 */
export function decodeMessages(text: string, make: MakeMessage): (Message | string)[] {
  const list = loadsJson(text);
  return Array.isArray(list) ? list.flatMap((item: unknown) => decodeItem(item, make)) : [];
}

function decodeItem(item: unknown, make: MakeMessage): (Message | string)[] {
  if (typeof item === "string") return [item];
  if (!Array.isArray(item)) return [];
  const [key, isSafe, level, message, extraTags]: unknown[] = item;
  if (key !== MESSAGE_KEY || typeof level !== "number" || typeof message !== "string") return [];
  const text = isSafe ? markSafe(message) : message;
  return [make(level, text, typeof extraTags === "string" ? extraTags : null)];
}
