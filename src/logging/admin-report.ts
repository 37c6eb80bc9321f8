import type { Settings } from "../conf/index.ts";
import { causesOf, logError, logText, type HttpRequest } from "../http/index.ts";
import { mask, maskCookie, maskText } from "../secrets/index.ts";
import { textValue } from "./plain-value.ts";
import type { LogRecord } from "./record.ts";

/** Longest part of a request field that is shown, in characters. */
const LONGEST = 1000;

/** Returns the text of a mail about a record: what happened, where and in which request. Secrets are masked. */
export function adminReport(record: LogRecord, settings: Settings, heldBack: number): string {
  const { level, logger, message, error, fields, request, time } = record;
  const lines = [
    logText(message),
    "",
    `Level: ${level}, logger: ${logger || "root"}, at ${new Date(time).toISOString()}, process ${process.pid}`,
    ...Object.entries(fields).map(([name, value]) => `${logText(name)}: ${shown(value)}`),
  ];
  if (heldBack > 0) {
    lines.push(
      "",
      `${heldBack} more of this error came since the last mail about it, and were not mailed.`,
    );
  }
  if (causesOf(error).some((each) => each !== undefined)) lines.push("", logError(error));
  if (request) lines.push("", ...requestLines(request, settings));
  return `${lines.join("\n")}\n`;
}

function requestLines(request: HttpRequest, settings: Settings): string[] {
  const { SESSION_COOKIE_NAME } = settings;
  const target = logText(maskText(request.getFullPath()));
  return [
    `Request: ${request.method} ${target}`,
    `Request id: ${request.id}`,
    `Client: ${logText(request.META["REMOTE_ADDR"] ?? "")}`,
    ...part("GET", () =>
      [...request.GET.items()].map(([name, value]) => [name, mask(name, value)]),
    ),
    ...part("POST", () =>
      [...request.POST.items()].map(([name, value]) => [name, mask(name, value)]),
    ),
    ...part("Cookies", () =>
      Object.entries(request.COOKIES).map(([name, value]) => [
        name,
        maskCookie(name, value, SESSION_COOKIE_NAME),
      ]),
    ),
    ...part("Headers", () =>
      [...request.headers].map(([name, value]) => [name, mask(name, value)]),
    ),
  ];
}

/** Renders one part of the request, or says that it cannot be read, such as an unread body. */
function part(title: string, read: () => readonly (readonly unknown[])[]): string[] {
  try {
    const entries = read();
    if (entries.length === 0) return [];
    const lines = entries.map(([name, value]) => `  ${logText(String(name))}: ${shown(value)}`);
    return ["", `${title}:`, ...lines];
  } catch (error) {
    return ["", `${title}: cannot be read: ${logText(error instanceof Error ? error.name : "")}`];
  }
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? logText(value) : textValue(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
