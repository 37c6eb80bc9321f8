/** What a render keeps while it goes through one template: Django's render context. */
import { BlockContext } from "./block-context.ts";
import type { FilterEnvironment } from "./filter.ts";
import type { Engine } from "./engine.ts";
import type { Origin, Template } from "./template.ts";

export type Mode = "sync" | "async";

/** Settings a tag may change for its body, included templates among it. */
interface Surroundings {
  autoescape: boolean;
  useTz: boolean;
  timeZone: string;
  /** Undefined: as the settings say; false inside `{% localize off %}`. */
  localize: boolean | undefined;
  language: string;
}

/** Templates that include each other deeper than this never end. */
const deepest = 250;

export class RenderState implements FilterEnvironment, Surroundings {
  readonly engine: Engine;
  readonly mode: Mode;
  /** The request the render is for, if any. */
  readonly request: unknown;
  /** The template whose text is being rendered. */
  template: Template;
  autoescape: boolean;
  useTz: boolean;
  timeZone: string;
  localize: boolean | undefined;
  language: string;
  /** The blocks of the templates in an `extends` chain; undefined outside one. */
  blocks: BlockContext | undefined;
  /** Where each template of an `extends` chain came from, so that none extends itself. */
  history: Origin[] | undefined;
  /** How many templates this one is included by. */
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

  /** The state of a template this one includes: the same surroundings, nothing remembered. */
  isolated(template: Template): RenderState {
    if (this.depth >= deepest) {
      throw new RangeError(`Templates are included in each other more than ${deepest} deep.`);
    }
    return new RenderState(this.engine, this.mode, template, this.request, this, this.depth + 1);
  }

  /** What tags remember between visits, by the tag: where a cycle stands, what last changed. */
  get memory(): Map<object, unknown> {
    return (this.#memory ??= new Map());
  }

  now(): number {
    return this.engine.now();
  }
}
