/** Compiles the generated JavaScript to functions. */
import { isPlainObject, isPromiseLike } from "../../values/index.ts";
import { Code } from "./code.ts";
import { annotate, linesAround } from "../errors.ts";
import type { FilterExpression } from "./expression.ts";
import type { NodeList } from "./node.ts";
import { operations, write, writeLater } from "../runtime/operations.ts";
import { getFirst, getInner, getMember, getValue, isPromiseInside } from "../runtime/variables.ts";
import type { Scope } from "../scope.ts";
import type { Mode, RenderState } from "../state.ts";
import type { Template } from "../template.ts";

/** A part of a template, ready to run; returns a promise in asynchronous mode. */
export type Rendering<Result = string> = (
  scope: Scope,
  state: RenderState,
) => Result | Promise<Result>;

/** The same part for both modes, each compiled on first use. */
export type Compiled<Result = string> = (mode: Mode) => Rendering<Result>;

/** Compiles nodes to a function that returns their output. */
export function compileList(list: NodeList, template: Template | undefined): Compiled {
  return perMode((mode) => {
    const code = new Code(mode, template?.engine.stringIfInvalid ?? "");
    list.generate(code);
    return build<string>(code, `let o="";\n${code.body}return o;`, template);
  });
}

/** Compiles an expression to a function that returns its value, for custom tags. */
export function compileExpression(
  expression: FilterExpression,
  template: Template | undefined,
): Compiled<unknown> {
  return perMode((mode) => {
    const code = new Code(mode, template?.engine.stringIfInvalid ?? "");
    const value = code.expression(expression, "shown");
    return build<unknown>(code, `return ${value};`, template);
  });
}

function perMode<Result>(make: (mode: Mode) => Rendering<Result>): Compiled<Result> {
  const made: Partial<Record<Mode, Rendering<Result>>> = {};
  return (mode) => (made[mode] ??= make(mode));
}

/**
 * Names in the code: `R` are the operations, `W` prints, `V` reads a variable and `U` one with further
 * lookups, `D` and `I` follow a dot likewise, `P` detects promises, `Q` plain dictionaries, `O` contains what
 * all objects have, `K0`… are the constants. Inside, `c` is the scope, `r` the state, `o` the output, `L` the
 * line, `T` and `S` are temporary.
 */
function build<Result>(
  code: Code,
  body: string,
  template: Template | undefined,
): Rendering<Result> {
  const constants = code.constants.map((_, at) => `K${at}=K[${at}]`).join(",");
  const source = `"use strict";
${constants === "" ? "" : `const ${constants};`}
return ${code.mode === "async" ? "async " : ""}function(c,r){
const A=r.autoescape;
let T,S,L=0;
try{
${body}
}catch(e){throw F(e,L);}
}`;
  const fail = (error: unknown, line: number): unknown =>
    template && line > 0 ? annotate(error, () => placeIn(template, line)) : error;
  // oxlint-disable-next-line typescript/no-implied-eval -- the compiler's last step; see Code for what can be in it
  const make = new Function("R", "W", "V", "D", "U", "I", "P", "PI", "Q", "O", "F", "K", source);
  const rendering: Rendering<Result> = Reflect.apply(make, undefined, [
    operations,
    code.mode === "async" ? writeLater : write,
    getValue,
    getMember,
    getFirst,
    getInner,
    isPromiseLike,
    isPromiseInside,
    isPlainObject,
    Object.prototype,
    fail,
    code.constants,
  ]);
  return rendering;
}

export function placeIn(
  template: Template,
  line: number,
): ReturnType<Parameters<typeof annotate>[1]> {
  return {
    templateName: template.name ?? "<unknown source>",
    origin: template.origin.name,
    line,
    sourceLines: linesAround(template.source, line),
  };
}
