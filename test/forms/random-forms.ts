/** Forms and posts nobody would write by hand: random fields, random and hostile values. */
import {
  CheckboxSelectMultiple,
  defineForm,
  fields,
  HiddenInput,
  RadioSelect,
  SelectDateWidget,
  Textarea,
  type Field,
} from "../../src/forms/index.ts";
import { MultiValueDict, QueryDict, UploadedFile } from "../../src/http/index.ts";
import { Duration } from "../../src/query/index.ts";
import type { Random } from "../fuzz/random.ts";

const choices = [
  ["1", "One"],
  ["2", "Two"],
  ["Group", [["3", "Three"]]],
] as const;

const isText = (value: unknown): boolean => typeof value === "string";
const isNull = (value: unknown): boolean => value === null;
const all =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(check);

/** A field, and whether a value is one of its type. */
export const kinds: readonly (readonly [
  make: (required: boolean) => Field,
  holds: (value: unknown) => boolean,
])[] = [
  [(required) => fields.char({ required, maxLength: 20 }), isText],
  [(required) => fields.char({ required, widget: Textarea }), isText],
  [(required) => fields.slug({ required }), isText],
  [(required) => fields.email({ required }), isText],
  [(required) => fields.url({ required }), isText],
  [(required) => fields.regex(/^\d+$/, { required }), isText],
  [(required) => fields.genericIPAddress({ required }), isText],
  [
    (required) => fields.uuid({ required }),
    (value) => isNull(value) || /^[0-9a-f-]{36}$/.test(String(value)),
  ],
  [
    (required) => fields.integer({ required, minValue: -5, widget: HiddenInput }),
    (value) => isNull(value) || Number.isSafeInteger(value),
  ],
  [
    (required) => fields.integer({ required, localize: true }),
    (value) => isNull(value) || Number.isSafeInteger(value),
  ],
  [(required) => fields.float({ required }), (value) => isNull(value) || Number.isFinite(value)],
  [
    (required) => fields.decimal({ required, maxDigits: 9, decimalPlaces: 2 }),
    (value) => isNull(value) || /^-?\d/.test(String(value)),
  ],
  [
    (required) => fields.date({ required }),
    (value) => isNull(value) || /^\d{4}-\d\d-\d\d$/.test(String(value)),
  ],
  [
    (required) => fields.date({ required, widget: SelectDateWidget }),
    (value) => isNull(value) || /^\d{4}-\d\d-\d\d$/.test(String(value)),
  ],
  [
    (required) => fields.time({ required }),
    (value) => isNull(value) || /^\d\d:\d\d:\d\d(?:\.\d{6})?$/.test(String(value)),
  ],
  [(required) => fields.datetime({ required }), (value) => isNull(value) || isMoment(value)],
  [(required) => fields.splitDatetime({ required }), (value) => isNull(value) || isMoment(value)],
  [
    (required) => fields.duration({ required }),
    (value) => isNull(value) || value instanceof Duration,
  ],
  [(required) => fields.boolean({ required }), (value) => typeof value === "boolean"],
  [
    (required) => fields.nullBoolean({ required }),
    (value) => value === null || typeof value === "boolean",
  ],
  [
    (required) => fields.choice({ required, choices }),
    (value) => ["", "1", "2", "3"].includes(String(value)),
  ],
  [
    (required) => fields.choice({ required, choices, widget: RadioSelect }),
    (value) => ["", "1", "2", "3"].includes(String(value)),
  ],
  [
    (required) => fields.multipleChoice({ required, choices, widget: CheckboxSelectMultiple }),
    all((value) => ["1", "2", "3"].includes(String(value))),
  ],
  [
    (required) => fields.typedChoice({ required, choices, coerce: Number, emptyValue: null }),
    (value) => isNull(value) || typeof value === "number",
  ],
  [(required) => fields.json({ required }), (value) => value !== undefined],
  [
    (required) => fields.file({ required }),
    (value) => value === false || isNull(value) || value instanceof UploadedFile,
  ],
  [
    (required) => fields.image({ required, maxLength: 30 }),
    (value) => value === false || isNull(value) || value instanceof UploadedFile,
  ],
];

const anyText = [(required: boolean) => fields.char({ required }), isText] as const;

function isMoment(value: unknown): boolean {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

const names = [
  "name",
  "firstName",
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "then",
  "cleanedData",
  "errors",
];

export const values = [
  "",
  " ",
  "\0",
  "a\0b",
  "1",
  "2",
  "on",
  "true",
  "false",
  "-1",
  "0",
  "1e999",
  "NaN",
  "Infinity",
  "9".repeat(400),
  "12345678901234567890",
  "1.5",
  "٣",
  "2026-02-30",
  "2026-11-22",
  "99999-01-01",
  "0000-00-00",
  "09:30",
  "25:61",
  "2026-11-22T12:00:00+99:99",
  "2026-11-22 12:00",
  "P1D",
  "P999999999999999999D",
  "1000000000 00:00:00",
  "[object Object]",
  "__proto__",
  "constructor",
  '{"__proto__": {"polluted": 1}}',
  "[".repeat(5000),
  "<script>alert(1)</script>",
  "ann@example.org",
  "http://[::1]/",
  "http://x/" + "a".repeat(3000),
  "::ffff:1.2.3.4",
  "fe80::1%eth0",
  "\ud800",
  "550e8400-e29b-41d4-a716-446655440000",
  "a".repeat(5000),
];

export const fileNames = [
  "a.png",
  "",
  "..",
  "a\0.png",
  "x".repeat(300),
  "../../etc/passwd",
  "é.JPG",
  "a",
];

/** One form, what was sent to it, and what its values have to be. */
export function randomPost(random: Random) {
  const picked = Array.from({ length: 1 + random.below(6) }, (_, at) => {
    const kind = kinds[random.below(kinds.length)] ?? anyText;
    const name = names[(at + random.below(3)) % names.length] ?? "name";
    return [name, kind] as const;
  });
  const made = new Map(picked);
  const declared = Object.fromEntries(
    Array.from(made, ([name, [make]]) => [name, make(random.below(2) === 0)] as const),
  );
  const form = defineForm(declared);
  const ends = ["", "", "", "_0", "_1", "_year", "_month", "_day", "-clear"];
  const pairs = Array.from({ length: random.below(12) }, () => {
    const [name = ""] = picked[random.below(picked.length)] ?? [];
    const html = new form().htmlName(name) + (ends[random.below(ends.length)] ?? "");
    return [html, values[random.below(values.length)] ?? ""] as const;
  });
  const files = Array.from({ length: random.below(3) }, () => {
    const [name = ""] = picked[random.below(picked.length)] ?? [];
    const file = fileNames[random.below(fileNames.length)] ?? "";
    const bytes = Buffer.alloc(random.below(2));
    const upload = new UploadedFile({ name: file, contentType: "\0/x", size: bytes.length }, bytes);
    return [name, [upload]] as const;
  });
  const options = { data: QueryDict.fromPairs(pairs), files: new MultiValueDict(files) };
  return { made, pairs, form: new form(options) };
}
