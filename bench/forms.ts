/**
 * CPU of a form of ten fields, beside Django (PYTHON names the interpreter that has it; NEWER_DJANGO a folder for its
 * PYTHONPATH), and of a JSON body that it checks, beside zod and ajv.
 *
 *     npm run bench:forms -- [FOLDER]
 *
 * FOLDER is one where `npm install zod ajv ajv-formats` was run; without it these two are left out. Goal: a bound form
 * checked and rendered for at most a fifth of what Django needs. Short rounds of both in turn, so that a machine with
 * other work disturbs both; what counts is the least of them.
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

// The built package, as a project has it.
const { defineForm, fields, Textarea } = await import("mkweb/forms");
const { QueryDict } = await import("mkweb/http");

const ROUNDS = 20;
const TIMES = 500;

class OrderForm extends defineForm({
  name: fields.char({ maxLength: 100 }),
  email: fields.email(),
  website: fields.url({ required: false, assumeScheme: "https" }),
  quantity: fields.integer({ minValue: 1, maxValue: 100 }),
  price: fields.decimal({ maxDigits: 8, decimalPlaces: 2 }),
  deliveryDate: fields.date(),
  size: fields.choice({ choices: { s: "Small", m: "Medium", l: "Large" } }),
  gift: fields.boolean({ required: false }),
  coupon: fields.regex(/^[A-Z]{4}\d{4}$/, { required: false }),
  remarks: fields.char({ widget: Textarea, required: false, helpText: "Anything else?" }),
}) {}

const right = new URLSearchParams({
  name: "Ann Example",
  email: "ann@example.com",
  website: "https://example.com/ann?x=1",
  quantity: "3",
  price: "1234.50",
  delivery_date: "2026-05-04",
  size: "m",
  gift: "on",
  coupon: "ABCD1234",
  remarks: "Leave it at the <door>, please.",
}).toString();
const wrong = new URLSearchParams({
  name: "",
  email: "ann",
  quantity: "1000",
  price: "x",
  delivery_date: "2026-02-30",
  size: "m",
  remarks: "x",
}).toString();
const body = JSON.stringify({
  name: "Ann Example",
  email: "ann@example.com",
  website: "https://example.com/ann?x=1",
  quantity: 3,
  price: "1234.50",
  delivery_date: "2026-05-04",
  size: "m",
  gift: true,
  coupon: "ABCD1234",
  remarks: "Leave it at the <door>, please.",
});

interface Checked {
  isValid(): Promise<boolean>;
}

async function checked<F extends Checked>(form: F, expected: boolean): Promise<F> {
  if ((await form.isValid()) !== expected) throw new Error("The form answers otherwise.");
  return form;
}

/** What a view has of a request with a JSON body. */
const request = {
  method: "POST",
  contentType: "application/json",
  contentParams: new Map(),
  body: Buffer.from(body),
};

type Work = () => unknown;
const rightData = new QueryDict(right);
const wrongData = new QueryDict(wrong);
const operations = new Map<string, Work>([
  ["validate", () => checked(new OrderForm({ data: rightData }), true)],
  [
    "validateRender",
    async () => String(await (await checked(new OrderForm({ data: rightData }), true)).render()),
  ],
  [
    "errorsRender",
    async () => String(await (await checked(new OrderForm({ data: wrongData }), false)).render()),
  ],
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a form looks at no more of it
  ["json", () => OrderForm.parse(request as never)],
]);

const names: Readonly<Record<string, string>> = {
  validate: "checked",
  validateRender: "checked and rendered",
  errorsRender: "the same with five errors",
  json: "a JSON body, parsed and checked",
};

const costs = new Map<string, number>();
const theirs = new Map<string, number>();
const others = peers();
const django = await startDjango();
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, work] of [...operations, ...others]) keep(costs, name, await measure(work));
  for (const [name, cost] of Object.entries((await django?.round()) ?? {})) {
    keep(theirs, name, cost);
  }
}
django?.stop();
for (const name of operations.keys()) {
  const own = costs.get(name) ?? 0;
  const other = theirs.get(name);
  const beside =
    other === undefined
      ? ""
      : `, Django ${django?.version} ${other.toFixed(0)} µs: ${(own / other).toFixed(3)}`;
  console.log(`${(names[name] ?? name).padEnd(33)} ${own.toFixed(1).padStart(6)} µs${beside}`);
}
for (const name of others.keys()) {
  console.log(`${name.padEnd(33)} ${(costs.get(name) ?? 0).toFixed(1).padStart(6)} µs`);
}

function keep(least: Map<string, number>, name: string, cost: number): void {
  least.set(name, Math.min(least.get(name) ?? Infinity, cost));
}

/** Microseconds of CPU for one time. */
async function measure(work: Work): Promise<number> {
  const start = process.cpuUsage();
  for (let at = 0; at < TIMES; at++) await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / TIMES;
}

interface Django {
  readonly version: string;
  /** The microseconds of CPU of each operation, in a round of them. */
  round(): Promise<Readonly<Record<string, number>>>;
  stop(): void;
}

async function startDjango(): Promise<Django | undefined> {
  const program = fileURLToPath(new URL("forms.py", import.meta.url));
  const child = spawn(process.env["PYTHON"] ?? "/usr/bin/python3", [program], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, PYTHONPATH: process.env["NEWER_DJANGO"] ?? "" },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<string | undefined> => {
    child.stdin.write(`${question}\n`);
    const { value, done } = await lines.next();
    return done === true ? undefined : value;
  };
  child.stdin.on("error", () => {});
  const version = await ask(JSON.stringify({ right, wrong, json: body }));
  if (version === undefined) {
    console.log("Without Django.");
    return undefined;
  }
  return {
    version,
    round: async () => JSON.parse((await ask("")) ?? "{}"),
    stop: () => child.stdin.end(),
  };
}

/** The same body by zod and by ajv, each from its text. */
function peers(): ReadonlyMap<string, Work> {
  const [, , folder] = process.argv;
  if (folder === undefined) return new Map();
  const require = createRequire(`${resolve(folder)}/`);
  // By their names as data: they are no dependencies of this package.
  const [{ z }, Ajv, addFormats] = ["zod", "ajv", "ajv-formats"].map((name) => require(name));
  const schema = z.object({
    name: z.string().trim().min(1).max(100),
    email: z.email(),
    website: z.url().optional(),
    quantity: z.int().min(1).max(100),
    price: z.string().regex(/^\d{1,6}(?:\.\d{1,2})?$/),
    delivery_date: z.iso.date(),
    size: z.enum(["s", "m", "l"]),
    gift: z.boolean().optional(),
    coupon: z
      .string()
      .regex(/^[A-Z]{4}\d{4}$/)
      .optional(),
    remarks: z.string().optional(),
  });
  const validate = addFormats(new Ajv({ allErrors: true })).compile({
    type: "object",
    required: ["name", "email", "quantity", "price", "delivery_date", "size"],
    properties: {
      name: { type: "string", minLength: 1, maxLength: 100 },
      email: { type: "string", format: "email" },
      website: { type: "string", format: "uri" },
      quantity: { type: "integer", minimum: 1, maximum: 100 },
      price: { type: "string", pattern: String.raw`^\d{1,6}(?:\.\d{1,2})?$` },
      delivery_date: { type: "string", format: "date" },
      size: { enum: ["s", "m", "l"] },
      gift: { type: "boolean" },
      coupon: { type: "string", pattern: String.raw`^[A-Z]{4}\d{4}$` },
      remarks: { type: "string" },
    },
  });
  return new Map<string, Work>([
    ["the same by zod", () => schema.parse(JSON.parse(request.body.toString("utf8")))],
    [
      "the same by ajv",
      () => {
        if (!validate(JSON.parse(request.body.toString("utf8"))))
          throw new Error("ajv refuses it.");
      },
    ],
  ]);
}
