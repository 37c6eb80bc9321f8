/* oxlint-disable typescript/no-unnecessary-type-assertion */
/** Forms of the objects that belong to another, on its page. Source: Django, `InlineModelAdmin`. */
import type { HttpRequest } from "../../http/index.ts";
import { infoOf, type ModelInfo } from "../../models/index.ts";
import type { AdminSite } from "../site/admin-site.ts";
import { BaseModelAdmin, type AdminModel } from "./base-model-admin.ts";
import type { Fieldset } from "./types.ts";

/** Inline forms. Made by `defineInline`, of which the template makes rows or blocks. */
export class InlineModelAdmin<M extends object = object> extends BaseModelAdmin<M> {
  fkName: string | undefined = undefined;
  extra = 3;
  minNum: number | undefined = undefined;
  maxNum: number | undefined = undefined;
  canDelete = true;
  showChangeLink = false;
  verboseName: string | undefined = undefined;
  verboseNamePlural: string | undefined = undefined;
  classes: readonly string[] = [];
  template = "admin/edit_inline/tabular.html";
  /** The model on whose page the forms are. */
  readonly parentModel: AdminModel<object>;

  constructor(model: AdminModel<M>, parentModel: AdminModel<object>, adminSite: AdminSite) {
    super(model, adminSite);
    this.parentModel = parentModel;
  }

  get parentOpts(): ModelInfo {
    return infoOf(this.parentModel);
  }

  async getFieldsets(request: HttpRequest, object?: M): Promise<readonly Fieldset[]> {
    const { inlineFieldsetsOf } = await import("../change-form/form-fields.ts");
    return inlineFieldsetsOf(this as never, request, object);
  }

  getExtra(_request: HttpRequest, _parent?: object): number {
    return this.extra;
  }

  getMinNum(_request: HttpRequest, _parent?: object): number | undefined {
    return this.minNum;
  }

  getMaxNum(_request: HttpRequest, _parent?: object): number | undefined {
    return this.maxNum;
  }
}
