/* oxlint-disable typescript/no-unnecessary-type-assertion */
/** Forms for an object's related objects, on its page. Source: Django, `InlineModelAdmin`. */
import type { HttpRequest, MaybePromise } from "../../http/index.ts";
import { infoOf, type ModelInfo } from "../../models/index.ts";
import type { AdminSite } from "../site/admin-site.ts";
import { BaseModelAdmin, type AdminModel, type Verb } from "./base-model-admin.ts";
import type { Fieldset } from "./types.ts";

/** Inline forms. Create them with `defineTabularInline` or `defineStackedInline`. */
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
  /** The model whose page shows the forms. */
  readonly parentModel: AdminModel<object>;

  constructor(model: AdminModel<M>, parentModel: AdminModel<object>, adminSite: AdminSite) {
    super(model, adminSite);
    this.parentModel = parentModel;
  }

  get parentOpts(): ModelInfo {
    return infoOf(this.parentModel);
  }

  async getFieldsets(request: HttpRequest, object?: M): Promise<readonly Fieldset[]> {
    const { inlineFieldsetsOf } = await import("../change-form/fieldsets.ts");
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

  override hasAddPermission(request: HttpRequest, parent?: object): MaybePromise<boolean> {
    return this.#throughPermission(request, "change") ?? super.hasAddPermission(request, parent);
  }

  override hasChangePermission(request: HttpRequest, parent?: M): MaybePromise<boolean> {
    return this.#throughPermission(request, "change") ?? super.hasChangePermission(request, parent);
  }

  override hasDeletePermission(request: HttpRequest, parent?: M): MaybePromise<boolean> {
    return this.#throughPermission(request, "change") ?? super.hasDeletePermission(request, parent);
  }

  override async hasViewPermission(request: HttpRequest, parent?: M): Promise<boolean> {
    return (
      this.#throughPermission(request, "view", "change") ?? super.hasViewPermission(request, parent)
    );
  }

  /** Rows of an automatic through model have no own permissions: those of the related model apply. */
  async #throughOf(
    request: HttpRequest,
    other: ModelInfo,
    verbs: readonly Verb[],
  ): Promise<boolean> {
    for (const verb of verbs) {
      if (await request.user.hasPerm(`${other.appLabel}.${verb}_${other.modelName}`)) return true;
    }
    return false;
  }

  #throughPermission(
    request: HttpRequest,
    ...verbs: readonly Verb[]
  ): Promise<boolean> | undefined {
    const { opts, parentOpts } = this;
    if (!opts.autoCreated) return undefined;
    const others = [...opts.fields.values()].flatMap(({ related }) => related ?? []);
    const other = others.find((each) => each.concrete !== parentOpts.concrete) ?? parentOpts;
    return this.#throughOf(request, other, verbs);
  }
}
