/** Source: Django, `ReadOnlyPasswordHashField` and its widget in `contrib/auth/forms.py`. */
import { activeSettings } from "../../conf/index.ts";
import {
  Field,
  getDefaultRenderer,
  Widget,
  type Attrs,
  type BaseRenderer,
  type FieldOptions,
  type Rendered,
} from "../../forms/index.ts";
import type { PasswordHasher, PasswordSummary } from "../hashers/hasher.ts";
import { isPasswordUsable, passwordHashers } from "../password.ts";

interface SummaryEntry {
  readonly label: string;
  readonly value?: string | number;
}

/** Shows how a password is stored and links to the page that sets another one. */
export class ReadOnlyPasswordHashWidget extends Widget {
  static override templateName = "auth/widgets/read_only_password_hash.html";
  /** @internal The loaded PASSWORD_HASHERS, set by the field. */
  hashers: readonly PasswordHasher[] = [];

  override render(
    name: string,
    value: unknown,
    attrs: Readonly<Attrs> = {},
    renderer: BaseRenderer = getDefaultRenderer(),
  ): Rendered {
    const encoded = typeof value === "string" && isPasswordUsable(value) ? value : "";
    return renderer.render(this.templateName, {
      widget: this.getContext(name, value, attrs),
      summary: encoded === "" ? [{ label: "No password set." }] : summaryOf(encoded, this.hashers),
      button_label: encoded === "" ? "Set password" : "Reset password",
    });
  }

  /** No `<label>`, as there is nothing to fill in. */
  override idForLabel(): string {
    return "";
  }
}

function summaryOf(encoded: string, hashers: readonly PasswordHasher[]): readonly SummaryEntry[] {
  const [algorithm] = encoded.split("$");
  const hasher = hashers.find((each) => each.algorithm === algorithm);
  const summary = hasher && safeSummary(hasher, encoded);
  if (!summary) return [{ label: "Invalid password format or unknown hashing algorithm." }];
  return Object.entries(summary).map(([label, value]) => ({ label, value }));
}

function safeSummary(hasher: PasswordHasher, encoded: string): PasswordSummary | undefined {
  if (!hasher.safeSummary) return { algorithm: hasher.algorithm };
  try {
    return hasher.safeSummary(encoded);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A stored password; shows only how it is stored and ignores submitted values. */
export class ReadOnlyPasswordHashField extends Field {
  static override widget = ReadOnlyPasswordHashWidget;
  private knowsHashers = false;

  constructor(options: FieldOptions = {}) {
    super({ required: false, disabled: true, ...options });
  }

  /** Hashers are modules, loaded on first use. */
  override load(): Promise<void> | undefined {
    const { widget } = this;
    if (this.knowsHashers || !(widget instanceof ReadOnlyPasswordHashWidget)) return undefined;
    return passwordHashers(activeSettings()).then((hashers) => {
      this.knowsHashers = true;
      widget.hashers = hashers;
    });
  }
}
