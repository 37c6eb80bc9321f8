import { Agent, request, type IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";

/** What went wrong, and how much was done. */
export interface Findings {
  requests: number;
  /** Requests that a killed process took with it. */
  cut: number;
  /** Answers of 500 and more. */
  failed: number;
  /** A visitor who came with a cookie was not known. */
  lost: number;
  /** A visitor was shown another's session. */
  mixed: number;
  /** A count was below one that had been shown before. */
  backwards: number;
  /** A count was shown twice. */
  repeated: number;
  /** Milliseconds each answer took. */
  readonly times: number[];
}

const agent = new Agent({ keepAlive: true });

/** Somebody with a cookie, who asks any of the processes, one request at a time. */
export class Visitor {
  readonly #name: string;
  readonly #ports: readonly number[];
  readonly #findings: Findings;
  #cookie = "";
  #last = 0;

  constructor(name: string, ports: readonly number[], findings: Findings) {
    this.#name = name;
    this.#ports = ports;
    this.#findings = findings;
  }

  async visit(): Promise<void> {
    const start = performance.now();
    const answer = await this.#ask().catch(() => undefined);
    if (!answer) {
      this.#findings.cut += 1;
      return;
    }
    this.#findings.requests += 1;
    this.#findings.times.push(performance.now() - start);
    this.#judge(answer);
  }

  async #ask(): Promise<Answer> {
    const port = this.#ports[Math.floor(Math.random() * this.#ports.length)];
    const options = {
      agent,
      port,
      host: "127.0.0.1",
      path: `/count/?visitor=${this.#name}`,
      headers: this.#cookie === "" ? {} : { cookie: this.#cookie },
    };
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      request(options, resolve).on("error", reject).end();
    });
    const status = message.statusCode ?? 0;
    const body: unknown = status === 200 ? await json(message) : message.resume();
    return { status, body, cookie: message.headers["set-cookie"]?.[0]?.split(";")[0] };
  }

  #judge({ status, body, cookie }: Answer): void {
    if (status !== 200 || !isCount(body)) {
      this.#findings.failed += 1;
      return;
    }
    const isKnown = this.#cookie !== "";
    if (body.visitor !== this.#name) this.#findings.mixed += 1;
    else if (isKnown && body.count === 1) this.#findings.lost += 1;
    else if (isKnown && body.count === this.#last) this.#findings.repeated += 1;
    else if (isKnown && body.count < this.#last) this.#findings.backwards += 1;
    this.#last = body.count;
    if (cookie !== undefined) this.#cookie = cookie;
  }
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly cookie: string | undefined;
}

function isCount(body: unknown): body is { readonly visitor: string; readonly count: number } {
  return typeof body === "object" && body !== null && "count" in body && "visitor" in body;
}
