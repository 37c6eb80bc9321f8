import { getLogger } from "../logging/index.ts";
import { maskText } from "../secrets/index.ts";
import type { NamedCheck } from "./checks.ts";

export interface CheckResult {
  readonly ok: boolean;
  readonly duration_ms: number;
  /** What is wrong, without secrets. */
  readonly error?: string;
}

export interface Readiness {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, CheckResult>>;
}

/** How long an answer is cached, in ms, so that many probes cost one round of checks. */
const REMEMBERED = 1000;

/** Runs the checks in parallel, each with a time limit. A check that still runs is not started again. */
export class ReadinessChecks {
  readonly #checks: readonly NamedCheck[];
  readonly #timeoutMs: number;
  readonly #running = new Map<string, Promise<unknown>>();
  #latest: { readonly at: number; readonly result: Promise<Readiness> } | undefined;
  #wasOk = true;

  constructor(checks: readonly NamedCheck[], timeoutMs: number) {
    this.#checks = checks;
    this.#timeoutMs = timeoutMs;
  }

  /** Never rejects. */
  ask(): Promise<Readiness> {
    const now = performance.now();
    if (!this.#latest || now - this.#latest.at >= REMEMBERED) {
      this.#latest = { at: now, result: this.#run() };
    }
    return this.#latest.result;
  }

  async #run(): Promise<Readiness> {
    const results = await Promise.all(
      this.#checks.map(async (each) => [each.name, await this.#one(each)] as const),
    );
    const ok = results.every(([, result]) => result.ok);
    const readiness = { ok, checks: Object.fromEntries(results) };
    this.#tell(readiness);
    return readiness;
  }

  async #one({ name, check }: NamedCheck): Promise<CheckResult> {
    const startedAt = performance.now();
    const duration = (): number => Math.round((performance.now() - startedAt) * 10) / 10;
    let timer: NodeJS.Timeout | undefined;
    try {
      const late = new Promise<never>((_, reject) => {
        const error = new Error(`No answer within ${this.#timeoutMs / 1000} s.`);
        timer = setTimeout(() => reject(error), this.#timeoutMs);
      });
      await Promise.race([this.#begun(name, check), late]);
      return { ok: true, duration_ms: duration() };
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      return { ok: false, duration_ms: duration(), error: maskText(what) };
    } finally {
      clearTimeout(timer);
    }
  }

  #begun(name: string, check: () => Promise<unknown>): Promise<unknown> {
    const running = this.#running.get(name);
    if (running) return running;
    const begun = (async () => check())().finally(() => this.#running.delete(name));
    this.#running.set(name, begun);
    // Nobody waits for this result any more.
    begun.catch(() => undefined);
    return begun;
  }

  /** Logs changes only, not every probe. */
  #tell({ ok, checks }: Readiness): void {
    if (ok === this.#wasOk) return;
    this.#wasOk = ok;
    const log = getLogger("mkweb.health");
    if (ok) log.info("Ready");
    else
      log.error("Not ready", {
        checks: Object.fromEntries(Object.entries(checks).filter(([, { ok }]) => !ok)),
      });
  }
}
