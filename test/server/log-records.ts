/** One line of a server's log, as JSON has it. */
export interface LoggedRecord {
  readonly level: string;
  readonly logger: string;
  readonly message: string;
  readonly request_id?: string;
  readonly error?: {
    readonly type: string;
    readonly message: string;
    readonly causes?: readonly string[];
    readonly stack: string;
  };
  readonly [field: string]: unknown;
}

/** The lines of a log among what a server printed. */
export function logRecords(output: string): readonly LoggedRecord[] {
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): LoggedRecord => JSON.parse(line));
}
