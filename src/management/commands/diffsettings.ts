import { inspect, isDeepStrictEqual } from "node:util";
import { mask } from "../../secrets/index.ts";
import { defaults, loadSettings } from "../../conf/index.ts";
import type { Facts } from "../../command/index.ts";
import { defineCommand } from "../define.ts";

type Values = Readonly<Record<string, unknown>>;

export default defineCommand({
  describe:
    "Displays differences between the current settings and the defaults. Passwords, keys and tokens are masked.",
  examples: ["diffsettings", "diffsettings --output unified"],
  options: {
    all: {
      type: "boolean",
      describe: 'Display all settings; unchanged ones are prefixed by "###".',
      default: false,
    },
    default: {
      complete: "file",
      type: "string",
      metavar: "MODULE",
      describe: "Compare with this settings file instead of the defaults.",
    },
    output: {
      type: "string",
      describe:
        "'hash' marks settings that have no default with ###, 'unified' prints - and + lines.",
      choices: ["hash", "unified"],
      default: "hash",
    },
  },
  async run({ all, default: other, output }, { out, project }) {
    const current: Values = { ...(await project.settings()) };
    const base: Values =
      other === undefined ? defaults : { ...(await loadSettings(other, project.root)) };
    const lines = output === "unified" ? unified(current, base, all) : hash(current, base, all);
    for (const line of lines) out.data(line);
    out.facts({ settings: settingFacts(current, base, all) });
  },
});

function hash(current: Values, base: Values, all: boolean): readonly string[] {
  return Object.keys(current)
    .sort()
    .flatMap((name) => {
      const line = lineOf(name, current[name]);
      if (!Object.hasOwn(base, name)) return [`${line}  ###`];
      if (!isDeepStrictEqual(current[name], base[name])) return [line];
      return all ? [`### ${line}`] : [];
    });
}

function unified(current: Values, base: Values, all: boolean): readonly string[] {
  return Object.keys(current)
    .sort()
    .flatMap((name) => {
      const now = lineOf(name, current[name]);
      if (!Object.hasOwn(base, name)) return [`+ ${now}`];
      if (isDeepStrictEqual(current[name], base[name])) return all ? [`  ${now}`] : [];
      return [`- ${lineOf(name, base[name])}`, `+ ${now}`];
    });
}

function settingFacts(current: Values, base: Values, all: boolean): readonly Facts[] {
  const shown = (name: string, value: unknown): unknown => forJson(mask(name, value));
  return Object.keys(current)
    .sort()
    .map((name) => {
      const known = Object.hasOwn(base, name);
      return {
        name,
        value: shown(name, current[name]),
        default: known ? shown(name, base[name]) : null,
        changed: !known || !isDeepStrictEqual(current[name], base[name]),
      };
    })
    .filter(({ changed }) => all || changed);
}

/** The printed form of values without a JSON form, such as functions and patterns. */
function forJson(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (["string", "number", "boolean"].includes(typeof value)) return value;
  if (Array.isArray(value)) return value.map(forJson);
  if (value instanceof URL) return value.href;
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) {
    return inspect(value, { depth: 6, breakLength: Infinity });
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, forJson(each)]));
}

/** Compares the real values, but shows them without secrets. */
function lineOf(name: string, value: unknown): string {
  const shown = inspect(mask(name, value), { depth: 6, breakLength: Infinity });
  return `${name} = ${shown}`;
}
