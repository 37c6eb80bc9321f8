/** `mkweb/templates`: Django's template language, compiled to JavaScript. */
export { Context } from "./context.ts";
export type { ContextProcessor } from "./context-processors.ts";
export { formatDate } from "./dates/format.ts";
export { momentOf } from "./dates/moment-of.ts";
export { parseDate, parseDateTime, parseTime } from "./dates/parse.ts";
export { DateTime, PlainDate, PlainTime } from "./dates/values.ts";
export { smartSplit, unescapeLiteral } from "./language/split.ts";
// Exported here, as code that creates datetimes needs zones too.
export { fixedZone, zoneOf, type Zone } from "../timezone/index.ts";
export { Engine, type EngineOptions, type ReverseOptions } from "./engine.ts";
export {
  SynchronousRenderError,
  TemplateDoesNotExist,
  templateDebugOf,
  TemplateSyntaxError,
  VariableDoesNotExist,
  type SourceLine,
  type TemplateDebug,
  type Tried,
} from "./errors.ts";
export type { FilterExpression } from "./language/expression.ts";
export type { Filter, FilterEnvironment, FilterFunction, FilterOptions } from "./filter.ts";
export { slugify } from "./filters/text.ts";
export type { Token, TokenKind } from "./language/lexer.ts";
export { InvalidTemplateLibrary, loadLibraries } from "./libraries.ts";
export { makeTemplateFragmentKey, type FragmentCache } from "./fragments.ts";
export { Library, type TagCompiler } from "./library.ts";
export { FileLoader, MemoryLoader, type Loader } from "./loaders.ts";
export { RenderNode, type Node, type NodeList } from "./language/node.ts";
export type { Parser } from "./language/parser.ts";
export { observeTemplates, type TemplateListener, type TemplateRender } from "./observe.ts";
export { formatNumber, type NumberFormat } from "./runtime/number-format.ts";
export { Tuple } from "./runtime/tuple.ts";
export { text as textOf } from "./runtime/text.ts";
export { staticUrl } from "./tags/libraries/static.ts";
export {
  conditionalEscape,
  escape,
  formatHtml,
  formatHtmlJoin,
  markSafe,
  SafeString,
  type Html,
} from "./safe.ts";
export type { ContextValues } from "./scope.ts";
export { Template, type Origin } from "./template.ts";
export type { SimpleOptions, TagFunction } from "./tags/simple/call.ts";
export type { InclusionOptions, SimpleBlockOptions } from "./tags/simple/simple.ts";
