/** The state of a render in one template: Django's render context. */
import { BlockContext } from "./block-context.ts";
import type { FilterEnvironment } from "./filter.ts";
import type { Engine } from "./engine.ts";
import type { Origin, Template } from "./template.ts";

export type Mode = "sync" | "async";

/** Settings that a tag may change for its body, including included templates. */
interface Surroundings {
  autoescape: boolean;
  useTz: boolean;
  timeZone: string;
  /** `undefined`: by the settings; false inside `{% localize off %}`. */
  localize: boolean | undefined;
  language: string;
}

/** Templates nested deeper than this include each other endlessly. */
const deepest = 250;

export class RenderState implements FilterEnvironment, Surroundings {
  readonly engine: Engine;
  readonly mode: Mode;
  /** The request of the render, if any. */
  readonly request: unknown;
  /** The template being rendered. */
  template: Template;
  autoescape: boolean;
  useTz: boolean;
  timeZone: string;
  localize: boolean | undefined;
  language: string;
  /** The blocks of the templates in an `extends` chain; `undefined` outside of one. */
  blocks: BlockContext | undefined;
  /** The origins of the templates in an `extends` chain, so that none extends itself. */
  history: Origin[] | undefined;
  /** Number of templates around this one. */
  readonly depth: number;
  #memory: Map<object, unknown> | undefined;

  constructor(
    engine: Engine,
    mode: Mode,
    template: Template,
    request: unknown,
    from: Surroundings,
    depth = 0,
  ) {
    this.engine = engine;
    this.mode = mode;
    this.template = template;
    this.request = request;
    this.autoescape = from.autoescape;
    this.useTz = from.useTz;
    this.timeZone = from.timeZone;
    this.localize = from.localize;
    this.language = from.language;
    this.depth = depth;
  }

  /** The state of an included template: the same settings, but no memory. */
  isolated(template: Template): RenderState {
    if (this.depth >= deepest) {
      throw new RangeError(`Templates are included in each other more than ${deepest} deep.`);
    }
    return new RenderState(this.engine, this.mode, template, this.request, this, this.depth + 1);
  }

  /** State that tags keep between visits, by tag: the position of a cycle, the last value of ifchanged. */
  get memory(): Map<object, unknown> {
    return (this.#memory ??= new Map());
  }

  now(): number {
    return this.engine.now();
  }
}
