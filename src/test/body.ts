/** The data of a request: fields, each with one or several values; files as `File`. */
export type Data = Readonly<Record<string, DataValue>>;
type Single = string | number | boolean | Blob;
type DataValue = Single | readonly Single[];

export interface EncodedBody {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/**
 * Encodes a body for a content type.
 *
 * @param data Fields for forms; any value for JSON; a text or bytes are sent unchanged.
 * @throws {TypeError} Data that the content type cannot contain.
 */
export async function encodeBody(data: unknown, contentType: string): Promise<EncodedBody> {
  if (typeof data === "string") return { bytes: Buffer.from(data), contentType };
  if (data instanceof Uint8Array) return { bytes: data, contentType };
  const [type = ""] = contentType.split(";", 1);
  if (/^application\/(?:.+\+)?json$/.test(type)) {
    return { bytes: Buffer.from(JSON.stringify(data ?? {})), contentType };
  }
  const fields = fieldsOf(data ?? {});
  if (type === "multipart/form-data") return multipart(fields);
  if (type === "application/x-www-form-urlencoded") {
    return { bytes: Buffer.from(String(toQuery(fields))), contentType };
  }
  throw new TypeError(`The content type ${contentType} takes a text or bytes, not fields.`);
}

/** Encodes fields as a query string or a form. */
export function toQuery(fields: Iterable<readonly [string, Single]>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of fields) {
    if (value instanceof Blob)
      throw new TypeError(`${name} is a file: only multipart/form-data can contain files.`);
    query.append(name, String(value));
  }
  return query;
}

/** One pair per value. */
export function fieldsOf(data: unknown): readonly (readonly [string, Single])[] {
  if (typeof data !== "object" || data === null) {
    throw new TypeError("The fields of a request must be an object: { name: value }.");
  }
  return Object.entries(data).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value]).map(
      (each: unknown) => [name, single(name, each)] as const,
    ),
  );
}

function single(name: string, value: unknown): Single {
  if (value instanceof Blob) return value;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  throw new TypeError(
    `${name} cannot be sent as ${value === null ? "null" : typeof value}. Send an empty text, or leave it out.`,
  );
}

async function multipart(fields: Iterable<readonly [string, Single]>): Promise<EncodedBody> {
  const form = new FormData();
  for (const [name, value] of fields) {
    if (value instanceof Blob) form.append(name, value);
    else form.append(name, String(value));
  }
  const response = new Response(form);
  return {
    bytes: new Uint8Array(await response.arrayBuffer()),
    contentType: response.headers.get("content-type") ?? "",
  };
}
