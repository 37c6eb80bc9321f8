import { loadsJson } from "../../signing/index.ts";
import type { FormData } from "../form-data.ts";

/** Submitted JSON; fields find values by their own names, or by those in pages. */
export class JsonData implements FormData {
  readonly #values: object;
  readonly #exact: object | undefined;

  /** @throws {SyntaxError} If the text is not a JSON object. */
  constructor(text: string) {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new SyntaxError("A JSON object is needed.");
    }
    // JavaScript rounds numbers this long, so their texts are kept.
    const isRounded = /\d{16}/.test(text);
    this.#values = isRounded ? Object(loadsJson(text)) : value;
    this.#exact = isRounded ? Object(JSON.parse(text, sourceOf)) : undefined;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#values, name);
  }

  get(name: string): unknown {
    return this.has(name) ? (Reflect.get(this.#values, name) ?? null) : null;
  }

  getAll(name: string): unknown {
    return this.get(name);
  }

  /** Returns a number as written, if JavaScript cannot represent it. */
  exact(name: string): string | undefined {
    if (!this.#exact || typeof this.get(name) !== "number") return undefined;
    const source: unknown = Reflect.get(this.#exact, name);
    return typeof source === "string" && Number(source).toString() !== source ? source : undefined;
  }
}

function sourceOf(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === "number" ? (context?.source ?? value) : value;
}
