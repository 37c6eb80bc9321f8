import type { LogHandlerSettings, Settings } from "../conf/index.ts";
import { causesOf, logText } from "../http/index.ts";
import { framesOfProject } from "../mistakes/index.ts";
import { adminReport } from "./admin-report.ts";
import { Brake } from "./brake.ts";
import type { LogHandler } from "./handler.ts";
import type { LogRecord } from "./record.ts";

/** Sends one mail to ADMINS. */
export type SendToAdmins = (subject: string, message: string) => Promise<unknown>;

/** Django truncates subjects at this length too; longer ones are folded and unreadable. */
const LONGEST_SUBJECT = 989;

/** Mails errors to ADMINS, but only the first few of an error that repeats. Source: Django's class of this name. */
export class AdminEmailHandler implements LogHandler {
  readonly #settings: Settings;
  readonly #send: SendToAdmins | undefined;
  readonly #brake: Brake;

  /** @param send Default: sends nothing. */
  constructor(settings: Settings, given: LogHandlerSettings, send: SendToAdmins | undefined) {
    this.#settings = settings;
    this.#send = send;
    this.#brake = new Brake({
      limit: given.limit ?? 3,
      total: given.total ?? 20,
      periodMs: (given.period ?? 3600) * 1000,
    });
  }

  async emit(record: LogRecord): Promise<void> {
    if (!this.#send || this.#settings.ADMINS.length === 0) return;
    const passed = this.#brake.ask(kindOf(record), performance.now());
    if (!passed) return;
    const subject = logText(subjectOf(record, this.#settings)).slice(0, LONGEST_SUBJECT);
    await this.#send(subject, adminReport(record, this.#settings, passed.heldBack));
  }
}

function subjectOf({ level, message, request }: LogRecord, { INTERNAL_IPS }: Settings): string {
  if (!request) return `${level}: ${message}`;
  const isInternal = INTERNAL_IPS.includes(String(request.META["REMOTE_ADDR"]));
  return `${level} (${isInternal ? "internal" : "EXTERNAL"} IP): ${message}`;
}

/** Two errors are the same if they have the same class and place in the code, whatever the request's address. */
function kindOf({ logger, level, message, error }: LogRecord): string {
  const [first] = causesOf(error);
  if (!(first instanceof Error)) return `${logger} ${level} ${message}`;
  const place =
    framesOfProject(first)[0] ?? first.stack?.split("\n").find((line) => /^\s+at /.test(line));
  return `${logger} ${level} ${first.name} ${place ?? first.message}`;
}
