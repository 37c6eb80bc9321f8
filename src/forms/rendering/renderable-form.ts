import type { Html } from "../../templates/index.ts";
import { htmlText, type BaseRenderer, type Rendered } from "./renderers.ts";

/** Ways to render forms and form sets. */
export abstract class RenderableForm implements Html {
  abstract readonly renderer: BaseRenderer;
  abstract readonly templateName: string;
  abstract readonly templateNames: Readonly<Record<"div" | "p" | "table" | "ul", string>>;

  /** Returns the context of its template. */
  abstract getContext(): Readonly<Record<string, unknown>>;

  /** Waits for what is needed to show it; undefined if everything is ready. */
  abstract whenReady(): Promise<void> | undefined;

  /** Renders it with its own template. */
  render(templateName: string = this.templateName): Rendered {
    const pending = this.whenReady();
    const show = (): Rendered => this.renderer.render(templateName, this.getContext());
    return pending ? pending.then(show) : show();
  }

  asDiv(): Rendered {
    return this.render(this.templateNames.div);
  }

  asP(): Rendered {
    return this.render(this.templateNames.p);
  }

  /** Renders table rows, without `<table>`. */
  asTable(): Rendered {
    return this.render(this.templateNames.table);
  }

  /** Renders list items, without `<ul>`. */
  asUl(): Rendered {
    return this.render(this.templateNames.ul);
  }

  toString(): string {
    return htmlText(this.render());
  }

  __html__(): Rendered {
    return this.render();
  }

  /** Always true in templates, whatever it contains. */
  get [Symbol.for("mkweb.truth")](): boolean {
    return true;
  }

  /** Templates await it. */
  [Symbol.for("mkweb.whenReady")](): Promise<this> | undefined {
    return this.whenReady()?.then(() => this);
  }
}
