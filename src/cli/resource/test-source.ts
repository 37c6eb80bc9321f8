/** The parts of a resource's tests that depend on its fields. */
import { isFile, type FieldSpec } from "./field-types.ts";
import { importLine } from "./layout.ts";
import { uncapitalized, type ResourceNames } from "./names.ts";
import type { ResourceApp } from "./sources.ts";

/** Values for the tests, as code. */
export interface Samples {
  /** Statements that first create other objects, one per line. */
  readonly setUp: readonly string[];
  /** Form data as a browser sends it: input name and value. */
  readonly values: readonly { readonly name: string; readonly code: string }[];
  /** Creates a user named `visitor${visitors}`. */
  readonly visitor: string;
  /** The user class, if it decides permissions itself in `hasPerms`; otherwise rows of permissions decide. */
  readonly deciding: string | undefined;
  /** Imported names, by module. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  /** A changed value to send, to check that it is stored. */
  readonly change:
    | {
        readonly name: string;
        readonly field: string;
        readonly code: string;
        readonly stored: string;
      }
    | undefined;
  /** Whether an empty form is invalid. */
  readonly hasRequired: boolean;
}

interface TestRequest {
  readonly app: ResourceApp;
  readonly names: ResourceNames;
  readonly fields: readonly FieldSpec[];
  readonly samples: Samples;
}

export function testValues({ app, fields, names, samples }: TestRequest): Record<string, unknown> {
  const { change } = samples;
  const files = fields.filter(isFile).map(({ name }) => name);
  const client = names.model === "Client" ? "TestClient" : "Client";
  const variable = variableFor(names);
  const check = change && `assert.equal(${variable}.${change.field}, ${change.stored});`;
  return {
    client,
    variable,
    files,
    has_required: samples.hasRequired,
    test_imports: importsOf(names, samples, { client, hasFiles: files.length > 0 }),
    answers: answersSource(samples),
    make_visitor: samples.visitor,
    grant: grantSource(samples, app, names),
    changed_data: change ? `{ ...data, ${change.name}: ${change.code} }` : "data",
    change_check: check ?? "",
  };
}

/** Gives a new visitor the permissions that the test needs. */
function grantSource(
  { deciding }: Samples,
  { label }: ResourceApp,
  { lower }: ResourceNames,
): string {
  if (deciding === undefined) {
    return `  const codename = isIn(actions.map((action) => \`\${action}_${lower}\`));
  for (const permission of await Permission.objects.filter({ codename })) {
    await visitor.userPermissions.add(permission);
  }
`;
  }
  return `  const granted = actions.map((action) => \`${label}.\${action}_${lower}\`);
  const hasPerms = async (wanted: readonly string[]) =>
    wanted.every((permission) => granted.includes(permission));
  mock.method(${deciding}.prototype, "hasPerms", hasPerms);
`;
}

/** Names used by the tests, and words that cannot name a variable. */
const used = new Set(
  (
    "address answers asked assert browser browserFor data describe each id it nobody page response reverse stored template toVisitor visitor visitors isIn mock " +
    "break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in " +
    "instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield " +
    "await arguments eval async"
  ).split(" "),
);

function variableFor({ model }: ResourceNames): string {
  const name = uncapitalized(model);
  return used.has(name) ? `the${model}` : name;
}

const rowsOfPermissions: readonly (readonly [string, readonly string[]])[] = [
  ["mkweb/auth/models", ["Permission"]],
  ["mkweb/db", ["isIn"]],
];

function importsOf(
  { model }: ResourceNames,
  { imports, deciding }: Samples,
  { client, hasFiles }: { readonly client: string; readonly hasFiles: boolean },
): string {
  const modules = new Map<string, readonly string[]>([
    [
      "node:test",
      [...(hasFiles ? ["afterEach"] : []), "describe", "it", ...(deciding ? ["mock"] : [])],
    ],
    ...(deciding ? [] : rowsOfPermissions),
    [
      "mkweb/test",
      [
        "assertContains",
        "assertTemplateUsed",
        client === "Client" ? "Client" : `Client as ${client}`,
      ],
    ],
    ["mkweb/urls", ["reverse"]],
  ]);
  const own = new Map<string, readonly string[]>([["./models.ts", [model]]]);
  for (const [from, names] of imports) {
    const to = from.startsWith(".") ? own : modules;
    to.set(from, [...new Set([...(to.get(from) ?? []), ...names])].sort());
  }
  const lines = [...modules, ...own].map(([from, names]) => importLine(names, from));
  return `import assert from "node:assert/strict";\n${lines.join("\n")}\n`;
}

function answersSource({ setUp, values }: Samples): string {
  const lines = setUp.map((line) => `  ${line}\n`).join("");
  const entries = values.map(({ name, code }) => `    ${name}: ${code},\n`).join("");
  const object = values.length > 0 ? `{\n${entries}  }` : "{}";
  return `async function answers() {\n${lines}  return ${object};\n}\n`;
}
