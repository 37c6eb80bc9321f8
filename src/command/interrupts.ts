/** Signals that end a command, with the exit status that shells expect. */
const statuses = { SIGINT: 130, SIGTERM: 143 } as const;

export interface Interrupts {
  /** Aborted by the first Ctrl-C or SIGTERM; the second ends the process at once. */
  readonly signal: AbortSignal;
  /** 128 + the signal's number, once one arrived. */
  readonly status: number | undefined;
  /** Stops listening. */
  stop(): void;
}

export function listenForInterrupts(): Interrupts {
  const controller = new AbortController();
  let status: number | undefined;
  const listeners = Object.entries(statuses).map(([name, value]) => {
    const listener = (): void => {
      status = value;
      controller.abort();
    };
    process.once(name, listener);
    return () => process.removeListener(name, listener);
  });
  return {
    signal: controller.signal,
    get status() {
      return status;
    },
    stop: () => listeners.forEach((remove) => remove()),
  };
}
