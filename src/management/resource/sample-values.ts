/** Sample values for each kind of field, as code. */
import { columnNameOf, type FieldDeclaration } from "../../models/index.ts";

const DAY = "2026-11-22";
const UUID = "7f1c3f0e-3a52-4d41-9a52-0f6d3b9f0c11";
/** The smallest image: a GIF of one pixel. */
export const GIF = "R0lGODlhAQABAAAAACwAAAAAAQABAAACAUwAOw==";

/** What a browser sends for a field, as code. */
export function sentCode(declaration: FieldDeclaration, name: string): string {
  switch (declaration.kind) {
    case "boolean":
      return '"on"';
    case "datetime":
      return `"${DAY}T12:30"`;
    case "duration":
      return '"01:30:00"';
    case "file":
      return 'new File(["one line"], "sample.txt")';
    case "image":
      return 'new File([pixel], "sample.gif")';
    case "json":
      return `'{"size": 1}'`;
    default:
      return plainCode(declaration, name);
  }
}

/** What a program stores in a field, as code. */
export function storedCode(declaration: FieldDeclaration, name: string): string {
  switch (declaration.kind) {
    case "boolean":
      return "true";
    case "datetime":
      return `new Date("${DAY}T12:30:00Z")`;
    case "file":
    case "image":
      return '"sample.txt"';
    case "json":
      return "{}";
    default:
      return plainCode(declaration, name);
  }
}

/** Values with the same code in forms and programs. */
function plainCode(
  { choices, decimalPlaces = 0, kind, maxDigits = 1, maxLength }: FieldDeclaration,
  name: string,
): string {
  const [choice] = choices ?? [];
  if (choice !== undefined) return JSON.stringify(Array.isArray(choice) ? choice[0] : choice);
  const fitting = (text: string): string => JSON.stringify(text.slice(0, maxLength ?? text.length));
  switch (kind) {
    case "date":
      return `"${DAY}"`;
    case "time":
      return '"12:30:00"';
    case "decimal": {
      const whole = maxDigits > decimalPlaces ? "1" : "0";
      return JSON.stringify(
        decimalPlaces > 0 ? `${whole}.${"5".padEnd(decimalPlaces, "0")}` : whole,
      );
    }
    case "email":
      return (maxLength ?? 254) < 15 ? '"a@b.co"' : '"ada@example.com"';
    case "float":
      return "1.5";
    case "genericIPAddress":
      return '"192.0.2.1"';
    case "slug":
      return fitting("sample");
    case "url":
      return (maxLength ?? 200) < 20 ? '"http://b.co"' : '"https://example.com/"';
    case "uuid":
      return `"${UUID}"`;
    case "char":
    case "text":
      return fitting(`Sample ${columnNameOf(name).replaceAll("_", " ")}`);
    default:
      return "1";
  }
}
