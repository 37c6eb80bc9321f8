/**
 * Builds the JavaScript of one function. Text from a template's source only enters it as JSON text or through
 * {@link Code.constant}: all names in the code are created here.
 */
import type { FilterExpression, Lookup, Operand } from "./expression.ts";
import type { Token } from "./lexer.ts";
import { loopMember, type LoopVariables } from "./loop-variables.ts";
import { SafeString } from "../safe-string.ts";
import { numberText } from "../runtime/numbers.ts";
import type { Mode } from "../state.ts";

/** The value of a missing variable: the engine's setting, or `None`. */
export type Missing = "shown" | "none";

export class Code {
  readonly mode: Mode;
  /** Values that the code refers to as `K0`, `K1`, … */
  readonly constants: unknown[] = [];
  /** JavaScript for the object with the variables. */
  scope = "c";
  /** JavaScript for "output is escaped here". */
  autoescape = "A";
  loop: LoopVariables | undefined;
  readonly #stringIfInvalid: string;
  readonly #indexes = new Map<unknown, number>();
  #locals: ReadonlyMap<string, string> = new Map();
  #body = "";
  #text = "";
  #line = 0;
  #names = 0;

  constructor(mode: Mode, stringIfInvalid: string) {
    this.mode = mode;
    this.#stringIfInvalid = stringIfInvalid;
  }

  get body(): string {
    this.#flush();
    return this.#body;
  }

  /** Adds statements. */
  add(javascript: string): void {
    this.#flush();
    this.#body += `${javascript}\n`;
  }

  /** Appends fixed text to the output. */
  text(text: string): void {
    this.#text += text;
  }

  /** Appends the value of an expression unchanged. */
  write(expression: string): void {
    const before = this.#text === "" ? "" : `${JSON.stringify(this.#text)}+`;
    this.#text = "";
    this.add(`o+=${before}${expression};`);
  }

  /** Records the line that is about to run, for error messages. */
  at(token: Token | undefined): void {
    if (!token || token.line === this.#line) return;
    this.#line = token.line;
    this.add(`L=${token.line};`);
  }

  /** Adds statements that may run any number of times: lines recorded outside are unknown inside. */
  branch(write: () => void): void {
    this.#line = 0;
    write();
    this.#line = 0;
  }

  /** A new variable's name. */
  name(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  /** A name for a value outside the code. */
  constant(value: unknown): string {
    let index = this.#indexes.get(value);
    if (index === undefined) {
      index = this.constants.push(value) - 1;
      this.#indexes.set(value, index);
    }
    return `K${index}`;
  }

  /** An expression that returns a promise in asynchronous rendering. */
  awaited(expression: string): string {
    return this.mode === "async" ? `(await ${expression})` : expression;
  }

  /**
   * An expression that may return a promise: awaited, or refused.
   *
   * @param test Which values are promises; see `isPromiseInside`.
   */
  settled(expression: string, what: string, test: "P" | "PI" = "P"): string {
    return this.mode === "async"
      ? `(${test}(T=${expression})?await T:T)`
      : `(${test}(T=${expression})?R.refuse(${JSON.stringify(what)}):T)`;
  }

  /** Runs with some template variables in JavaScript variables. */
  withLocals(locals: ReadonlyMap<string, string>, write: () => void): void {
    const before = this.#locals;
    this.#locals = new Map([...before, ...locals]);
    write();
    this.#locals = before;
  }

  /** Runs with another scope object, which contains the variables kept in JavaScript variables. */
  withScope(scope: string, write: () => void): void {
    const before = { scope: this.scope, locals: this.#locals, loop: this.loop };
    this.scope = scope;
    this.#locals = new Map();
    this.loop = undefined;
    write();
    this.scope = before.scope;
    this.#locals = before.locals;
    this.loop = before.loop;
  }

  /** Returns the statements that a function adds, instead of adding them. */
  detached(write: () => void): string {
    const before = this.body;
    this.#body = "";
    this.branch(write);
    const written = this.body;
    this.#body = before;
    return written;
  }

  /** Adds a statement that sets a template variable, by default in the innermost scope. */
  set(name: string, value: string, scope = this.scope): void {
    this.add(`${scope}.set(${JSON.stringify(name)},${value});`);
  }

  /** Collects the output of some statements in a variable. */
  capture(write: () => void): string {
    const outer = this.name("s");
    const result = this.name("b");
    this.add(`const ${outer}=o;o="";`);
    write();
    this.add(`const ${result}=o;o=${outer};`);
    return result;
  }

  /** Appends an expression's text, escaped if escaping is on. */
  output(expression: FilterExpression): void {
    const { operand, filters } = expression;
    if (operand.kind === "literal" && filters.length === 0) {
      const { value, float } = operand;
      if (value instanceof SafeString) return this.text(value.value);
      if (typeof value === "number" && float && Number.isInteger(value) && Math.abs(value) < 1e16) {
        return this.text(`${numberText(value)}.0`);
      }
    }
    this.print(this.expression(expression, "shown", true));
  }

  /** Appends a value's text. @param autoescape JavaScript for "it is escaped". */
  print(value: string, autoescape: string = this.autoescape): void {
    const text = `W(${value},${autoescape},r)`;
    this.write(this.mode === "async" ? this.settled(text, "") : text);
  }

  /**
   * JavaScript for an expression's value.
   *
   * @param printed True if a missing value may stay undefined because it prints nothing.
   */
  expression(expression: FilterExpression, missing: Missing, printed = false): string {
    const { operand, filters } = expression;
    let value = this.operand(operand);
    const apply = (from: string): string =>
      filters.reduce((input, { filter, argument }) => {
        const given = argument ? this.argument(argument) : "undefined";
        const run = this.constant(filter.apply);
        const what = `What "${filter.name}" gives`;
        if (this.mode === "async") {
          return this.settled(`R.filterLater(${run},${input},${given},r)`, what);
        }
        const result = `${run}(${input},${given},r)`;
        return filter.settles ? this.settled(result, what) : result;
      }, from);
    if (operand.kind === "literal") return apply(value);
    if (missing === "none") return apply(`((T=${value})===undefined?null:T)`);
    if (this.#stringIfInvalid !== "") {
      const shown = JSON.stringify(this.#stringIfInvalid.replaceAll("%s", operand.source));
      return `((T=${value})===undefined?${shown}:${apply("T")})`;
    }
    if (!printed || filters.length > 0) value = `((T=${value})===undefined?"":T)`;
    return apply(value);
  }

  /** JavaScript for an operand's value; undefined if the variable does not exist. */
  operand(operand: Operand): string {
    if (operand.kind === "lookup") return this.#lookup(operand);
    const { value } = operand;
    return typeof value === "number" && Number.isFinite(value)
      ? `(${value})`
      : this.constant(value);
  }

  /** JavaScript for an operand's value alone, as in `{{ operand }}`. */
  expressionOf(operand: Operand): string {
    const value = this.operand(operand);
    if (operand.kind === "literal" || this.#stringIfInvalid === "") return value;
    const shown = JSON.stringify(this.#stringIfInvalid.replaceAll("%s", operand.source));
    return `((T=${value})===undefined?${shown}:T)`;
  }

  /** JavaScript for a filter's argument; a missing one is an error. */
  argument(operand: Operand): string {
    const value = this.operand(operand);
    return operand.kind === "literal"
      ? value
      : `R.given(${value},${JSON.stringify(operand.source)})`;
  }

  #lookup({ path, source }: Lookup): string {
    const [first = "", ...rest] = path;
    const counter = first === "forloop" && this.loop ? loopMember(this.loop, rest) : undefined;
    if (counter) return counter;
    const local = this.#locals.get(first);
    const start = local ?? `${this.scope}.get(${JSON.stringify(first)})`;
    const isLast = rest.length === 0;
    let value = this.settled(
      `${isLast ? "V" : "U"}(${start},r)`,
      `"${source}"`,
      isLast ? "P" : "PI",
    );
    rest.forEach((key, at) => {
      if (first === "block" && key === "super" && at === 0) {
        value = this.settled(`R.superOf(${value},${this.#wholeScope()},r)`, `"${source}"`);
        return;
      }
      const step = at === rest.length - 1 ? "D" : "I";
      const name = JSON.stringify(key);
      // A fast path for a dictionary's own data; names that every object has do not count as own data.
      const plain = `Q(T=${value})&&O[${name}]===undefined&&(S=T[${name}])!==undefined&&typeof S!=="function"`;
      const test = step === "D" ? "P" : "PI";
      value = this.settled(`(${plain}?S:${step}(T,${name},r))`, `"${source}"`, test);
    });
    return value;
  }

  /** JavaScript for a scope that includes the variables kept in JavaScript variables. */
  #wholeScope(): string {
    if (this.#locals.size === 0) return this.scope;
    const values = Array.from(
      this.#locals,
      ([name, local]) => `[${JSON.stringify(name)},${local}]`,
    );
    return `R.scopeWith(${this.scope},[${values.join(",")}])`;
  }

  #flush(): void {
    if (this.#text === "") return;
    this.#body += `o+=${JSON.stringify(this.#text)};\n`;
    this.#text = "";
  }
}
