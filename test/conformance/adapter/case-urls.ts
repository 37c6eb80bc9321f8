/** The URL patterns of a case, by mkweb/urls. */
import {
  include,
  path,
  registerConverter,
  rePath,
  type Converter,
  type UrlEntry,
} from "../../../src/urls/index.ts";
import type { ConverterSpec, Given, UrlSpec } from "./protocol.ts";
import type { CaseView } from "./views.ts";

export function urlpatternsOf(
  given: Given,
  viewOf: (name: string) => CaseView,
): readonly UrlEntry[] {
  for (const [name, spec] of Object.entries(given.converters ?? {})) useConverter(name, spec);
  return (given.urls ?? []).map((spec) => entryOf(spec, viewOf));
}

function entryOf(spec: UrlSpec, viewOf: (name: string) => CaseView): UrlEntry {
  const options = {
    ...(spec.name === undefined ? {} : { name: spec.name }),
    ...(spec.kwargs === undefined ? {} : { kwargs: spec.kwargs }),
  };
  if (spec.include) {
    const patterns = spec.include.patterns.map((inner) => entryOf(inner, viewOf));
    const { app_name: appName } = spec.include;
    const included = include(
      appName === undefined ? patterns : [patterns, appName],
      spec.namespace === undefined ? {} : { namespace: spec.namespace },
    );
    return spec.re_path === undefined
      ? path(spec.path ?? "", included, options)
      : rePath(spec.re_path, included, options);
  }
  const view = viewOf(spec.view ?? "");
  return spec.re_path === undefined
    ? path(spec.path ?? "", view, options)
    : rePath(spec.re_path, view, options);
}

/** A name can be registered once in a process; what stands behind it changes from case to case. */
class CaseConverter implements Converter {
  spec: ConverterSpec;

  constructor(spec: ConverterSpec) {
    this.spec = spec;
  }

  get regex(): string {
    return this.spec.regex;
  }

  toJs(text: string): unknown {
    switch (this.spec.to_value) {
      case "int":
        return Number(text);
      case "upper":
        return text.toUpperCase();
      case "reject_odd":
        if (Number(text) % 2 !== 0) throw new RangeError("odd");
        return Number(text);
      default:
        return text;
    }
  }

  toUrl(value: unknown): string {
    switch (this.spec.to_url) {
      case "pad4":
        return String(value).padStart(4, "0");
      case "lower":
        return String(value).toLowerCase();
      case "reject_negative":
        if (Number(value) < 0) throw new RangeError("negative");
        return String(value);
      default:
        return String(value);
    }
  }
}

const converters = new Map<string, CaseConverter>();

function useConverter(name: string, spec: ConverterSpec): void {
  const known = converters.get(name);
  if (known !== undefined) {
    known.spec = spec;
    return;
  }
  const converter = new CaseConverter(spec);
  converters.set(name, converter);
  registerConverter<string>(converter, name);
}
