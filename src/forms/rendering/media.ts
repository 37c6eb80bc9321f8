/** Style sheets and scripts of widgets and forms. */
import { formatHtml, SafeString } from "../../templates/index.ts";
import { staticUrl } from "../environment.ts";
import { flatatt, type Attrs } from "./flatatt.ts";
import { mergeInOrder } from "./merge-in-order.ts";

/** A script with attributes: `new Script("x.js", { defer: true })`. */
export class Script {
  readonly src: string;
  readonly attributes: Readonly<Attrs>;

  constructor(src: string, attributes: Readonly<Attrs> = {}) {
    this.src = src;
    this.attributes = attributes;
  }

  /** URL of the script; a relative path is a static file. */
  get path(): string {
    return absolutePath(this.src);
  }

  toString(): string {
    return this.__html__().value;
  }

  __html__(): SafeString {
    return formatHtml('<script src="{}"{}></script>', this.path, flatatt(this.attributes));
  }
}

/** A path, or an object that renders its element. */
export type Asset = string | { readonly __html__: () => unknown };

type Sheets = Readonly<Record<string, readonly Asset[]>>;

/** What a class needs. */
export interface MediaDefinition {
  /** Style sheets by medium: `{ all: ["pretty.css"] }`. */
  readonly css?: Sheets;
  readonly js?: readonly Asset[];
  /** Whether to include the parent class's media, or which types of it. Default true. */
  readonly extend?: boolean | readonly MediaType[];
}

export type MediaType = "css" | "js";

/** Style sheets and scripts, without duplicates, in an order that respects all lists. */
export class Media {
  /** The combined lists. */
  private readonly sheets: readonly Sheets[];
  private readonly scripts: readonly (readonly Asset[])[];

  constructor({ css = {}, js = [] }: Omit<MediaDefinition, "extend"> = {}) {
    this.sheets = [css];
    this.scripts = [js];
  }

  /** Returns the union with another. */
  add(other: Media): Media {
    const sheets = other.sheets.filter(
      (each) => Object.keys(each).length > 0 && !this.sheets.includes(each),
    );
    const scripts = other.scripts.filter((each) => each.length > 0 && !this.scripts.includes(each));
    return Object.assign(new Media(), {
      sheets: [...this.sheets, ...sheets],
      scripts: [...this.scripts, ...scripts],
    });
  }

  /** Style sheets by medium. */
  get css(): Readonly<Record<string, readonly Asset[]>> {
    const lists = new Map<string, (readonly Asset[])[]>();
    for (const each of this.sheets) {
      for (const [medium, list] of Object.entries(each)) {
        lists.set(medium, [...(lists.get(medium) ?? []), list]);
      }
    }
    return Object.fromEntries(
      Array.from(lists, ([medium, all]) => [medium, mergeInOrder(all, keyOf)]),
    );
  }

  get js(): readonly Asset[] {
    return mergeInOrder(this.scripts, keyOf);
  }

  /** Returns only the style sheets, or only the scripts. */
  only(type: MediaType): Media {
    return type === "css" ? new Media({ css: this.css }) : new Media({ js: this.js });
  }

  renderCss(): readonly string[] {
    return Object.entries(this.css)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([medium, list]) =>
        list.map((asset) =>
          elementOf(asset, (path) =>
            formatHtml('<link href="{}" media="{}" rel="stylesheet">', path, medium),
          ),
        ),
      );
  }

  renderJs(): readonly string[] {
    return this.js.map((asset) =>
      elementOf(asset, (path) => formatHtml('<script src="{}"></script>', path)),
    );
  }

  /** Renders the elements, one per line. */
  render(): SafeString {
    return new SafeString([...this.renderCss(), ...this.renderJs()].join("\n"));
  }

  toString(): string {
    return this.render().value;
  }

  __html__(): SafeString {
    return this.render();
  }

  /** `{{ form.media.css }}` and `{{ form.media.js }}` render elements, as in Django. */
  [Symbol.for("mkweb.templateAttribute")](key: string): unknown {
    return key === "css" || key === "js" ? this.only(key) : undefined;
  }
}

function keyOf(asset: Asset): unknown {
  return asset instanceof Script ? asset.src : asset;
}

function elementOf(asset: Asset, make: (path: string) => SafeString): string {
  return typeof asset === "string" ? make(absolutePath(asset)).value : String(asset.__html__());
}

function absolutePath(path: string): string {
  return /^(?:https?:\/\/|\/)/.test(path) ? path : staticUrl(path);
}

interface Needing {
  readonly media?: MediaDefinition;
}

/**
 * Collects the media of a class from its `static media` and those of its parents.
 *
 * @param base Always included, unless a class does not extend it.
 */
export function mediaOf(made: unknown, base = new Media()): Media {
  if (typeof made !== "function" || made === Function.prototype) return base;
  const above = mediaOf(Object.getPrototypeOf(made), base);
  const definition = Object.hasOwn(made, "media") ? (made as Needing).media : undefined;
  if (definition === undefined) return above;
  const { extend = true } = definition;
  if (extend === false) return new Media(definition);
  const kept =
    extend === true ? above : extend.reduce((all, type) => all.add(above.only(type)), new Media());
  return kept.add(new Media(definition));
}
