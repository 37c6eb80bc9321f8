/** What is bound for a value; never text that the server would read as SQL. */
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

/** pg would write a moment in local time, whose offset had seconds in it in former times. */
function moment(value: Date): unknown {
  return value.getTime() >= FIRST_YEAR ? value.toISOString() : value;
}

/** Before it years have another form. */
const FIRST_YEAR = Date.parse("0001-01-01T00:00:00Z");

/** pg would call a method of an object, and send what that gives. */
function cannotBind(value: unknown): TypeError {
  return new TypeError(`PostgreSQL cannot store ${Object.prototype.toString.call(value)}.`);
}
