import type { SafeString } from "../../templates/index.ts";
import { htmlText, type BaseRenderer, type Rendered } from "../rendering/renderers.ts";
import type { Widget, WidgetContext } from "../widgets/widget.ts";

/** One element of a field, for loops over it: a radio button, for example. */
export class BoundWidget {
  readonly parentWidget: Widget;
  readonly data: WidgetContext;
  readonly renderer: BaseRenderer;

  constructor(parentWidget: Widget, data: WidgetContext, renderer: BaseRenderer) {
    this.parentWidget = parentWidget;
    this.data = data;
    this.renderer = renderer;
  }

  /** Renders the element without a label around it. */
  tag(wrapLabel = false): Rendered {
    const widget = { ...this.data, wrap_label: wrapLabel };
    return this.renderer.render(this.templateName, { widget });
  }

  get templateName(): string {
    return this.data.template_name || this.parentWidget.templateName;
  }

  get idForLabel(): unknown {
    return this.data.attrs["id"] ?? null;
  }

  get choiceLabel(): unknown {
    return this.data["label"];
  }

  toString(): string {
    return htmlText(this.__html__());
  }

  __html__(): SafeString | Promise<SafeString> {
    return this.tag(true);
  }
}
