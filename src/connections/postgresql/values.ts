/** Converts a value for binding; never to text that the server would read as SQL. */
export function toPostgresql(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return scalar(value);
  if (value instanceof Date) return moment(value);
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(toPostgresql);
  throw cannotBind(value);
}

function scalar(value: unknown): unknown {
  if (typeof value === "function" || typeof value === "symbol") throw cannotBind(value);
  return value ?? null;
}

/** pg would write local time, whose offset included seconds in the past. */
function moment(value: Date): unknown {
  return value.getTime() >= FIRST_YEAR ? value.toISOString() : value;
}

/** Earlier years have another format. */
const FIRST_YEAR = Date.parse("0001-01-01T00:00:00Z");

/** pg would call a method of an object and send the result. */
function cannotBind(value: unknown): TypeError {
  return new TypeError(`PostgreSQL cannot store ${Object.prototype.toString.call(value)}.`);
}
