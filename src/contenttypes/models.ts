import {
  defineModel,
  fields,
  installedApps,
  models,
  QuerySet,
  type ModelInfo,
} from "../models/index.ts";

class ContentTypes extends QuerySet<ContentType> {
  /** The row of a model. @throws {DoesNotExist} There is none. */
  getByNaturalKey(appLabel: string, model: string): Promise<ContentType> {
    return this.get({ appLabel, model });
  }
}

/** A model of the project: `polls`, `question`. `migrate` adds the rows. */
export class ContentType extends defineModel(
  () => ContentType,
  {
    id: fields.auto({ verboseName: "ID" }),
    appLabel: fields.char(100),
    model: fields.char(100, { verboseName: "python model class name" }),
  },
  {
    dbTable: "django_content_type",
    verboseName: "content type",
    verboseNamePlural: "content types",
    uniqueTogether: [["appLabel", "model"]],
    querySet: ContentTypes,
  },
) {
  /** What is known of the model; `undefined` if its app is no longer installed. */
  get info(): ModelInfo | undefined {
    return models.get(`${this.appLabel}.${this.model}`);
  }

  /** What objects of the model are called; where it is not installed, its name. */
  get name(): string {
    return this.info?.verboseName ?? this.model;
  }

  /** What fixtures may call it by instead of its key. */
  naturalKey(): readonly string[] {
    return [this.appLabel, this.model];
  }

  /** `Polls | question`; of a model whose app is no longer installed, its name. */
  override toString(): string {
    const { info } = this;
    if (!info) return this.model;
    const app = installedApps().find(({ label }) => label === info.appLabel);
    return `${app?.verboseName ?? info.appLabel} | ${info.verboseName}`;
  }
}
