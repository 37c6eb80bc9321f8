/** A filter for templates: the author's function, with Django's rules about safe text around it. */
import { markSafe } from "./safe.ts";
import { SafeString } from "./safe-string.ts";
import type { RenderState } from "./state.ts";
import { localTime } from "./dates/local.ts";
import { text } from "./runtime/text.ts";

/** What a filter knows about its surroundings. */
export interface FilterEnvironment {
  /** False inside `{% autoescape off %}`. */
  readonly autoescape: boolean;
  /** Name of the time zone in which dates are shown. */
  readonly timeZone: string;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Changes a value. The argument is `undefined` if the template gives none. */
export type FilterFunction<Environment = FilterEnvironment> = {
  run(value: unknown, argument: unknown, environment: Environment): unknown;
}["run"];

export interface FilterOptions {
  /** The result is safe if the value was: the function adds no special HTML characters. Default false. */
  readonly isSafe?: boolean;
  /** The function receives the value as a plain string. Default false. */
  readonly stringFilter?: boolean;
  /** Convert datetimes to the current time zone first. Default false. */
  readonly expectsLocaltime?: boolean;
  /**
   * Whether the filter takes an argument. Default: required if the function has a second parameter without
   * default, otherwise none; JavaScript hides parameters with a default.
   */
  readonly argument?: "none" | "optional" | "required";
}

export interface Filter {
  readonly name: string;
  /** How many values it needs and takes, including the filtered one. */
  readonly required: number;
  readonly accepted: number;
  /** True if the result may be a promise or contain one. */
  readonly settles: boolean;
  readonly apply: (value: unknown, argument: unknown, state: RenderState) => unknown;
}

type Call = (value: unknown, argument: unknown, environment: RenderState) => unknown;

export function makeFilter(
  name: string,
  filterFunction: FilterFunction<RenderState>,
  options: FilterOptions = {},
): Filter {
  const argument = options.argument ?? (filterFunction.length >= 2 ? "required" : "none");
  return {
    name,
    required: argument === "required" ? 2 : 1,
    accepted: argument === "none" ? 1 : 2,
    settles: options.stringFilter !== true,
    apply: wrap(filterFunction, options),
  };
}

function wrap(call: Call, options: FilterOptions): Call {
  const { isSafe = false, stringFilter = false, expectsLocaltime = false } = options;
  if (stringFilter) {
    return (value, argument, state) => {
      const result = call(text(value), argument, state);
      return isSafe && value instanceof SafeString ? markSafe(result) : result;
    };
  }
  const local: Call = expectsLocaltime
    ? (value, argument, state) => call(localTime(value, state), argument, state)
    : call;
  if (!isSafe) return local;
  return (value, argument, state) => {
    const result = local(value, argument, state);
    return value instanceof SafeString ? markSafe(result) : result;
  };
}
