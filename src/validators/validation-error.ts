/** Key for errors of the object as a whole; Django's name for it. */
export const NON_FIELD_ERRORS = "__all__";

export interface ValidationErrorOptions {
  /** Reason for programs to read: `required`, `max_length`. */
  readonly code?: string;
  /** Values for `%(name)s` and `%(name)d` in the message, and for `%(name)r`, which quotes texts. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Text that is safe in a page as it is: `markSafe()` of mkweb/templates. */
export interface HtmlMessage {
  __html__(): unknown;
}

type Message = string | HtmlMessage | ValidationError;
type Messages = Message | readonly Message[];

/**
 * One or more values are invalid; Django's exception of this name. Holds one message, several, or several by
 * field name.
 *
 * @example
 * throw new ValidationError("%(value)s is not even.", { code: "odd", params: { value: 3 } });
 */
export class ValidationError extends Error {
  override readonly name = "ValidationError";
  readonly code: string | undefined;
  // Private, so that logging an uncaught error shows its message but none of the values.
  readonly #params: Readonly<Record<string, unknown>> | undefined;
  readonly #found: Read;
  readonly #html: HtmlMessage | undefined;

  constructor(
    message: Messages | Readonly<Record<string, Messages>>,
    { code, params }: ValidationErrorOptions = {},
  ) {
    const isOne = typeof message === "string" || isHtml(message);
    super(
      isOne
        ? interpolate(typeof message === "string" ? message : String(message.__html__()), params)
        : "",
    );
    this.code = code;
    this.#params = params;
    // Values from an unknown source make a safe message unsafe.
    this.#html = isOne && typeof message !== "string" && params === undefined ? message : undefined;
    this.#found = isOne ? { list: [this], dict: undefined } : read(message);
    if (!isOne) this.message = shown(this);
  }

  get params(): Readonly<Record<string, unknown>> | undefined {
    return this.#params;
  }

  /** All single errors, without field names. */
  get errorList(): readonly ValidationError[] {
    return this.#found.list;
  }

  /** The errors by field name, or `undefined` if no field was named. */
  get errorDict(): Readonly<Record<string, readonly ValidationError[]>> | undefined {
    return this.#found.dict;
  }

  /** The message as HTML that needs no escaping. */
  get html(): HtmlMessage | undefined {
    return this.#html;
  }

  /** All messages, in order. */
  get messages(): readonly string[] {
    return this.errorList.map((error) => error.message);
  }

  /** The messages by field name; those without a field under `__all__`. */
  get messageDict(): Readonly<Record<string, readonly string[]>> {
    const errors = this.errorDict ?? { [NON_FIELD_ERRORS]: this.errorList };
    return Object.fromEntries(
      Object.entries(errors).map(([field, list]) => [field, list.map((error) => error.message)]),
    );
  }
}

interface Read {
  readonly list: readonly ValidationError[];
  readonly dict: Readonly<Record<string, readonly ValidationError[]>> | undefined;
}

function isHtml(message: object): message is HtmlMessage {
  return "__html__" in message && typeof message.__html__ === "function";
}

function read(
  message: Exclude<Messages, string | HtmlMessage> | Readonly<Record<string, Messages>>,
): Read {
  if (message instanceof ValidationError)
    return { list: message.errorList, dict: message.errorDict };
  if (isList(message)) return { list: message.flatMap(single), dict: undefined };
  const dict = Object.fromEntries(
    Object.entries(message).map(([field, each]) => [field, [each].flat().flatMap(single)]),
  );
  return { list: Object.values(dict).flat(), dict };
}

function isList(message: object): message is readonly Message[] {
  return Array.isArray(message);
}

function single(message: Message): readonly ValidationError[] {
  return message instanceof ValidationError ? message.errorList : [new ValidationError(message)];
}

function interpolate(message: string, params: Readonly<Record<string, unknown>> = {}): string {
  return message.replace(/%\((\w+)\)([sdr])/g, (found, name: string, how: string) => {
    if (!Object.hasOwn(params, name)) return found;
    const value = params[name];
    return how === "r" && typeof value === "string" ? quoted(value) : shownValue(value);
  });
}

/** Writes a text as Python's `repr()` does. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}

/** Writes values as Python does: dates in UTC with fractions, `True` and `False`. */
function shownValue(value: unknown): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return String(value);
  const [day = "", clock = ""] = value.toISOString().slice(0, -1).split("T");
  return `${day} ${clock.replace(/\.000$/, "").replace(/\.\d{3}$/, "$&000")}+00:00`;
}

function shown(error: ValidationError): string {
  return JSON.stringify(error.errorDict ? error.messageDict : error.messages);
}
