/** How a case is written. The files are ours, checked when they were made; README.md beside them explains. */

export interface Given {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Seconds since 1970. */
  readonly now?: number;
  readonly middleware?: readonly string[];
  readonly urls?: readonly UrlSpec[];
  readonly views?: Readonly<Record<string, ViewSpec>>;
  readonly handlers?: Readonly<Record<string, string>>;
  readonly converters?: Readonly<Record<string, ConverterSpec>>;
  readonly templates?: Readonly<Record<string, string>>;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly request?: { readonly target?: string; readonly user?: string };
  readonly engine_autoescape?: boolean;
  readonly string_if_invalid?: string;
  readonly users?: readonly UserSpec[];
  readonly sessions?: readonly SessionSpec[];
  /** Whether a login makes today's hash of the ones given. */
  readonly password_upgrade?: boolean;
}

export interface UserSpec {
  readonly username: string;
  readonly id?: number;
  readonly password?: string;
  readonly password_hash?: string;
  readonly is_active?: boolean;
}

export interface SessionSpec {
  readonly key: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** What the row holds, in the place of data. */
  readonly raw?: string;
  readonly expires_in?: number;
}

export interface UrlSpec {
  readonly path?: string;
  readonly re_path?: string;
  readonly view?: string;
  readonly name?: string;
  readonly kwargs?: Readonly<Record<string, unknown>>;
  readonly include?: { readonly patterns: readonly UrlSpec[]; readonly app_name?: string };
  readonly namespace?: string;
}

export interface ConverterSpec {
  readonly regex: string;
  readonly to_value?: "int" | "upper" | "reject_odd";
  readonly to_url?: "pad4" | "lower" | "reject_negative";
}

export type DecoratorSpec = string | readonly [name: string, argument: unknown];

export interface ViewSpec {
  readonly kind: string;
  readonly decorators?: readonly DecoratorSpec[];
  readonly class?: string;
  readonly body?: string;
  readonly data?: unknown;
  readonly to?: string;
  readonly permitted?: readonly string[];
  readonly chunks?: readonly string[];
  readonly status?: number;
  readonly reason?: string;
  readonly content_type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly then?: readonly (readonly [
    method: string,
    args?: readonly unknown[],
    kwargs?: Readonly<Record<string, unknown>>,
  ])[];
  readonly fields?: readonly string[];
  readonly exception?: string;
  readonly message?: string;
  readonly args?: readonly unknown[];
  readonly kwargs?: Readonly<Record<string, unknown>>;
  readonly permanent?: boolean;
  readonly template?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly steps?: readonly Step[];
  readonly raise?: boolean;
  readonly username?: string;
  readonly password?: string;
}

export interface RequestSpec {
  readonly method?: string;
  readonly target: string;
  /** `null` leaves a header out that would be there, such as Host. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly cookies?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
  readonly multipart?: readonly PartSpec[];
  readonly json?: unknown;
  /** A text, or bytes as `{"$bytes": base64}`. */
  readonly body?: unknown;
  readonly secure?: boolean;
  readonly script_name?: string;
  /** Seconds by which the clock goes on before this request. */
  readonly advance?: number;
  readonly forget_cookies?: boolean;
  readonly save?: Readonly<Record<string, SaveSpec>>;
  readonly observe?: readonly string[];
}

export interface PartSpec {
  readonly name: string;
  readonly filename?: string;
  readonly content_type?: string;
  /** A text, or bytes as `{"$bytes": base64}`. */
  readonly content: unknown;
}

export interface SaveSpec {
  readonly cookie?: string;
  readonly form_field?: string;
  readonly header?: string;
  readonly body?: boolean;
}

export interface Step {
  readonly call: string;
  readonly args?: readonly unknown[];
  readonly kwargs?: Readonly<Record<string, unknown>>;
  readonly s?: string;
}

/** What to do: `op` says which of the other members there are. */
export interface Doing {
  readonly op: string;
  readonly [field: string]: unknown;
}

/** Something mkweb does not have (yet). */
export class NotOffered extends Error {
  override readonly name = "NotOffered";
}

/** The key of every case that brings none. */
export const SECRET_KEY = "conformance-secret-key-0123456789-abcdefghijklmnopqrstuvwxyz";

/** The clock of every case that sets none: 2026-11-22T12:00:00Z. */
export const NOW = 1_795_348_800;

/** A clock that stands still, in milliseconds, until a case puts it forward. */
export interface Clock {
  (): number;
  advance(seconds: number): void;
}

export function clockAt(seconds: number): Clock {
  let at = seconds * 1000;
  return Object.assign(() => at, {
    advance: (more: number) => {
      at += more * 1000;
    },
  });
}
