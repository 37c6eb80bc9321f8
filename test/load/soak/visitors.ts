/** Visitors at a steady rate, whatever becomes of their requests. */
import { Agent, request, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

/** A request without a good answer: what came instead, and when, in ms on the clock of `performance.now()`. */
export interface Failure {
  readonly id: number;
  readonly at: number;
  readonly how: string;
}

const VISITORS = 32;
/** How long an answer is waited for, in ms. */
const PATIENCE_MS = 30_000;

export class Visitors {
  answered = 0;
  readonly failures: Failure[] = [];
  readonly times: number[] = [];
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #cookies: string[] = Array.from({ length: VISITORS }, () => "");
  readonly #waiting = new Set<Promise<void>>();
  #last = 0;

  constructor(url: URL) {
    this.#url = url;
  }

  /** Asks so many times a second until `signal` says no more; resolves when all is answered or has failed. */
  async come(perSecond: number, signal: AbortSignal): Promise<void> {
    const start = performance.now();
    let sent = 0;
    while (!signal.aborted) {
      const due = ((performance.now() - start) / 1000) * perSecond;
      for (; sent < due; sent += 1) this.#send();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await Promise.all(this.#waiting);
  }

  /** Asks as fast as it is answered, so many at once. @returns Answers a second. */
  async capacity(seconds: number, atOnce = 16): Promise<number> {
    const end = performance.now() + seconds * 1000;
    const before = this.answered;
    const one = async (): Promise<void> => {
      while (performance.now() < end) await this.#ask();
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    return (this.answered - before) / seconds;
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(): void {
    const asking = this.#ask().finally(() => this.#waiting.delete(asking));
    this.#waiting.add(asking);
  }

  async #ask(): Promise<void> {
    const id = (this.#last += 1);
    const who = id % VISITORS;
    const at = performance.now();
    try {
      const answer = await this.#get(id, this.#cookies[who] ?? "");
      const body = await text(answer);
      const cookie = answer.headers["set-cookie"]?.[0]?.split(";")[0];
      if (answer.statusCode !== 200 || !body.startsWith(`${id} `)) {
        this.failures.push({ id, at, how: String(answer.statusCode) });
        return;
      }
      if (cookie !== undefined) this.#cookies[who] = cookie;
      this.answered += 1;
      this.times.push(performance.now() - at);
    } catch (error) {
      const how = error instanceof Error && "code" in error ? String(error.code) : String(error);
      this.failures.push({ id, at, how });
    }
  }

  #get(id: number, cookie: string): Promise<IncomingMessage> {
    const headers = cookie === "" ? {} : { cookie };
    return new Promise((resolve, reject) => {
      const sent = request(new URL(`${id}/`, this.#url), { agent: this.#agent, headers }, resolve);
      sent.setTimeout(PATIENCE_MS, () => {
        sent.destroy(Object.assign(new Error("No answer came"), { code: "NO ANSWER" }));
      });
      sent.on("error", (error: NodeJS.ErrnoException) => {
        // What a server closes in the very moment it is asked again, HTTP lets nobody save: it is asked once more.
        if (sent.reusedSocket && error.code === "ECONNRESET") error.code = "KEPT";
        reject(error);
      });
      sent.end();
    });
  }
}
