/**
 * Renders generated templates here and with real Django, and fails at every difference that
 * docs/coming-from/django-differences.md does not list. Run by `npm run fuzz:django`.
 *
 * usage: node test/fuzz/templates.ts [--count 20000] [--seed N] [--python /usr/bin/python3]
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { quoter } from "../../src/http/index.ts";
import { Engine, markSafe, MemoryLoader } from "../../src/templates/index.ts";
import { Random } from "./random.ts";
import { isChangedSince, isListed } from "./template-differences.ts";
import { filterChain, structure } from "./template-sources.ts";
import { anyOf, decode, randomContext, type Encoded } from "./template-values.ts";

export interface TemplateCase {
  readonly template: string;
  readonly templates: Readonly<Record<string, string>>;
  readonly context: Readonly<Record<string, Encoded>>;
  readonly autoescape: boolean;
  readonly invalid: string;
}

export interface Answer {
  readonly output?: string;
  readonly raises?: string;
  readonly message?: string;
}

const { values: options } = parseArgs({
  options: {
    count: { type: "string", default: "20000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    python: { type: "string", default: process.env["PYTHON"] ?? "/usr/bin/python3" },
    show: { type: "string", default: "20" },
  },
});

function generate(random: Random): TemplateCase {
  const sources = random.chance(0.5)
    ? { template: filterChain(random), templates: {} }
    : structure(random);
  return {
    ...sources,
    context: randomContext(random),
    autoescape: random.chance(0.85),
    invalid: random.chance(0.9) ? "" : anyOf(random, ["INVALID", "<%s>"]),
  };
}

class NoReverseMatch extends Error {
  override readonly name = "NoReverseMatch";
}

/** The two URLs that the Python side has as well. */
function reverse(
  name: string,
  { args, kwargs }: { args: readonly unknown[]; kwargs: Readonly<Record<string, unknown>> },
): string {
  if (name === "item") {
    const id = shown(args[0] ?? kwargs["id"]);
    if (/^\d+$/.test(id)) return `/item/${id}/`;
  }
  const text = shown(args[0]);
  if (name === "text" && /^[^/]+$/.test(text)) return `/text/${quote(text)}/`;
  throw new NoReverseMatch(name);
}

const quote = quoter("/~:@!$&'()*+,;=");

/** A value's text, as templates print it. */
const shown = (value: unknown): string => markSafe(value).value;

async function ours(given: TemplateCase): Promise<Answer> {
  const engine = new Engine({
    loaders: [new MemoryLoader(given.templates)],
    autoescape: given.autoescape,
    stringIfInvalid: given.invalid,
    timeZone: "America/New_York",
    mediaUrl: "/media/",
    now: () => Date.UTC(2026, 10, 22, 12),
    reverse,
  });
  const context = Object.fromEntries(
    Object.entries(given.context).map(([name, value]) => [name, decode(value)]),
  );
  try {
    const template = engine.fromString(given.template);
    const output = template.renderSync(context);
    const later = await template.render(context);
    return output === later ? { output } : { raises: "two modes", message: `${output} | ${later}` };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name, message } = error;
    if (name === "TemplateSyntaxError" || name === "TemplateDoesNotExist")
      return { raises: name, message };
    if (error instanceof RangeError && message.startsWith("Maximum call")) {
      return { raises: "RecursionError", message: "" };
    }
    return { raises: "other", message: `${name}: ${message}` };
  }
}

function asAnswer(value: unknown): Answer {
  if (typeof value !== "object" || value === null) throw new TypeError("no answer");
  return value;
}

function same(theirs: Answer, mine: Answer): boolean {
  if (theirs.output !== undefined || mine.output !== undefined)
    return theirs.output === mine.output;
  if (theirs.raises !== mine.raises) return false;
  return theirs.raises !== "TemplateSyntaxError" || theirs.message === mine.message;
}

const seed = Number(options.seed);
const count = Number(options.count);
const python = spawn(
  options.python,
  [fileURLToPath(new URL("django_templates.py", import.meta.url))],
  {
    stdio: ["pipe", "pipe", "inherit"],
  },
);
const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
const readAnswer = async (): Promise<unknown> => {
  const line = await answers.next();
  if (line.done) throw new Error(`${options.python} ended early: is Django installed there?`);
  return JSON.parse(line.value);
};

const greeting = await readAnswer();
const version =
  typeof greeting === "object" &&
  greeting !== null &&
  "django" in greeting &&
  Array.isArray(greeting.django)
    ? greeting.django.map(Number)
    : [];
console.log(`Django ${version.join(".")}, ${count} templates, seed ${seed}`);

let changed = 0;
let listed = 0;
let different = 0;
const random = new Random(seed);
for (let at = 0; at < count; at++) {
  const given = generate(random);
  python.stdin.write(`${JSON.stringify(given)}\n`);
  const mine = await ours(given);
  const theirs = asAnswer(await readAnswer());
  if (same(theirs, mine)) continue;
  if (isChangedSince(version, given)) {
    changed += 1;
    continue;
  }
  if (isListed(given, theirs, mine)) {
    listed += 1;
    continue;
  }
  different += 1;
  if (different <= Number(options.show)) {
    console.log(
      `\n#${at} ${JSON.stringify(given.template)}${given.autoescape ? "" : " (autoescape off)"}`,
    );
    const used = Object.entries(given.context).filter(([name]) =>
      new RegExp(`\\b${name}\\b`).test(given.template),
    );
    console.log(
      `  context ${JSON.stringify(Object.fromEntries(used))}${given.invalid && ` invalid ${given.invalid}`}`,
    );
    console.log(`  Django  ${JSON.stringify(theirs)}\n  mkweb   ${JSON.stringify(mine)}`);
  }
}
python.stdin.end();
await once(python, "close");
console.log(
  `\n${count - changed - listed - different} alike, ${listed} different as listed, ${different} different` +
    (changed > 0
      ? `, ${changed} with something that Django has changed since ${version.join(".")}`
      : ""),
);
process.exitCode = different === 0 ? 0 : 1;
