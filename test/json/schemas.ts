/** The JSON Schemas that ship in docs/json, and more strictly: in a test no key goes without a word in its schema. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from "ajv/dist/2020.js";

const folder = new URL("../../docs/json/", import.meta.url);

/** Names of the commands that have a schema. */
export const schemaNames: readonly string[] = readdirSync(folder)
  .map((file) => file.replace(/\.schema\.json$/, ""))
  .filter((name) => name !== "common")
  .sort();

const ajv = new Ajv2020({
  allErrors: true,
  strictTypes: false,
  strict: true,
  strictRequired: false,
});
for (const name of ["common", ...schemaNames]) ajv.addSchema(strict(read(name)));

/** What a program reads. */
export interface Document {
  readonly format: number;
  readonly command: string;
  readonly ok: boolean;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly hint: string | null;
    readonly files: readonly string[];
  };
  readonly [fact: string]: unknown;
}

/** The one document on stdout, which is as the schema says. */
export function documentIn(stdout: string, schema: string): Document {
  const document: Document = JSON.parse(stdout);
  const validate: ValidateFunction | undefined = ajv.getSchema(`${schema}.schema.json`);
  assert.ok(validate, `docs/json/${schema}.schema.json is missing`);
  const isValid = validate(document);
  assert.ok(isValid, `${ajv.errorsText(validate.errors, { separator: "\n" })}\n${stdout}`);
  return document;
}

function read(name: string): AnySchemaObject {
  const schema: AnySchemaObject = JSON.parse(
    readFileSync(new URL(`${name}.schema.json`, folder), "utf8"),
  );
  return schema;
}

/** With every object closed: what others may ignore, our own test does not. */
function strict<T>(schema: T): T {
  if (typeof schema !== "object" || schema === null) return schema;
  if (Array.isArray(schema)) {
    schema.forEach(strict);
    return schema;
  }
  for (const each of Object.values(schema)) strict(each);
  const isClosed = "type" in schema && schema.type === "object" && "properties" in schema;
  return isClosed ? Object.assign(schema, { unevaluatedProperties: false }) : schema;
}
