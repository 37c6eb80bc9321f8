import type { Output } from "../../command/index.ts";
import {
  HttpResponse,
  logError,
  logText,
  type HttpRequest,
  type HttpResponseBase,
} from "../../http/index.ts";
import { maskText } from "../../secrets/index.ts";
import { explainMistake, framesOfProject, onlyProjectFrames } from "../../mistakes/index.ts";
import type { Application, NodeListener, Observer, UpgradeListener } from "../../server/index.ts";

/** Logs one line per request, like Django's development server, and full errors. */
export class RequestLog {
  readonly #out: Output;

  constructor(out: Output) {
    this.#out = out;
  }

  /** The application's listener with a line for each response. */
  listener(application: Application): NodeListener {
    return application.createListener(this.#observer);
  }

  /** The application's WebSocket listener with a line for each connection opened or refused. */
  upgradeListener(application: Application): UpgradeListener {
    return application.createUpgradeListener(this.#observer);
  }

  readonly #observer: Pick<Observer, "onResponse"> = {
    onResponse: (request, response) => this.#out.note(this.#line(request, response)),
  };

  error(error: unknown, { path }: HttpRequest, status: number): void {
    const what =
      { 400: "Bad Request", 503: "Service Unavailable" }[status] ?? "Internal Server Error";
    this.#out.note(`${this.#out.style.error(`${what}:`)} ${logText(path)}\n${explained(error)}`);
  }

  #line(request: HttpRequest, response: HttpResponseBase): string {
    const { status } = response;
    const size = response instanceof HttpResponse ? Buffer.byteLength(response.raw) : "-";
    const target = logText(maskText(request.getFullPath()));
    const protocol = String(request.META["SERVER_PROTOCOL"]);
    const line = `[${logTime()}] "${request.method} ${target} ${protocol}" ${status} ${size}`;
    const { style } = this.#out;
    if (status >= 500) return style.error(line);
    if (status >= 400) return style.warning(line);
    return status === 304 || status < 200 ? style.dim(line) : line;
  }
}

/** Explains an error in plain words with its place in the project, or shows it with its causes. */
function explained(error: unknown): string {
  const known = explainMistake(error, process.cwd());
  if (!known) return onlyProjectFrames(logError(error));
  const frames = error instanceof Error ? framesOfProject(error) : [];
  const text = [known.message, known.lines, ...frames, `hint: ${known.hint}`];
  return text
    .filter((each) => each !== "")
    .flatMap((each) => each.split("\n"))
    .map(logText)
    .join("\n");
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `22/Nov/2026 13:05:09`, in local time. */
function logTime(): string {
  const now = new Date();
  const day = String(now.getDate()).padStart(2, "0");
  return `${day}/${months[now.getMonth()]}/${now.getFullYear()} ${now.toTimeString().slice(0, 8)}`;
}
