import type { Html } from "../../templates/index.ts";
import { htmlText, type BaseRenderer, type Rendered } from "./renderers.ts";

/** What forms and form sets can be shown as. */
export abstract class RenderableForm implements Html {
  abstract readonly renderer: BaseRenderer;
  abstract readonly templateName: string;
  abstract readonly templateNames: Readonly<Record<"div" | "p" | "table" | "ul", string>>;

  /** The variables of its template. */
  abstract getContext(): Readonly<Record<string, unknown>>;

  /** What has to be there before it can be shown; undefined when all is. */
  abstract whenReady(): Promise<void> | undefined;

  /** As its own template shows it. */
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

  /** Rows, without the `<table>` around them. */
  asTable(): Rendered {
    return this.render(this.templateNames.table);
  }

  /** Items, without the `<ul>` around them. */
  asUl(): Rendered {
    return this.render(this.templateNames.ul);
  }

  toString(): string {
    return htmlText(this.render());
  }

  __html__(): Rendered {
    return this.render();
  }

  /** True in a template, however much is in it. */
  get [Symbol.for("mkweb.truth")](): boolean {
    return true;
  }

  /** A template waits for it. */
  [Symbol.for("mkweb.whenReady")](): Promise<this> | undefined {
    return this.whenReady()?.then(() => this);
  }
}
