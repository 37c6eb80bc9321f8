/** The values that JSON has no word for, as cases write them: `{"$date": "2026-01-02"}`. */

/** What becomes of a marked value; by its mark, without the dollar. */
export type Decoders = Readonly<Record<string, (value: never, whole: never) => unknown>>;

/** As a TypeScript project would hold them: a Date, seconds, bytes, texts. */
export const plainDecoders: Decoders = {
  datetime: (iso: string) => new Date(/Z|[+-]\d\d:?\d\d$/.test(iso) ? iso : `${iso}Z`),
  date: (iso: string) => iso,
  time: (iso: string) => iso,
  timedelta: (seconds: number) => seconds,
  uuid: (text: string) => text,
  decimal: (text: string) => text,
  bytes: (base64: string) => Buffer.from(base64, "base64"),
  tuple: (items: readonly unknown[]) => decodeValue(items),
};

export function decodeValue(value: unknown, decoders: Decoders = plainDecoders): unknown {
  if (Array.isArray(value)) return value.map((item) => decodeValue(item, decoders));
  if (typeof value !== "object" || value === null) return value;
  const mark = Object.keys(value).find((key) => key.startsWith("$"));
  const decode = mark === undefined ? undefined : decoders[mark.slice(1)];
  if (mark !== undefined && decode !== undefined) {
    return decode(Reflect.get(value, mark) as never, value as never);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, decodeValue(item, decoders)]),
  );
}

/** As {@link decodeValue}, for an object of values. */
export function decodeRecord(
  values: Readonly<Record<string, unknown>> = {},
  decoders: Decoders = plainDecoders,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, item]) => [key, decodeValue(item, decoders)]),
  );
}
