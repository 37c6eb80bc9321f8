import {
  defineModel,
  fields,
  installedApps,
  models,
  QuerySet,
  type ModelInfo,
} from "../models/index.ts";

class ContentTypes extends QuerySet<ContentType> {
  /** Returns a model's row. @throws {DoesNotExist} If there is none. */
  getByNaturalKey(appLabel: string, model: string): Promise<ContentType> {
    return this.get({ appLabel, model });
  }
}

/** A model of the project, such as `polls`, `question`. `migrate` adds the rows. */
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
  /** Metadata of the model; `undefined` if its app is no longer installed. */
  get info(): ModelInfo | undefined {
    return models.get(`${this.appLabel}.${this.model}`);
  }

  /** The model's verbose name, or its model name if it is not installed. */
  get name(): string {
    return this.info?.verboseName ?? this.model;
  }

  /** The values that fixtures may use in place of the primary key. */
  naturalKey(): readonly string[] {
    return [this.appLabel, this.model];
  }

  /** `Polls | question`, or the model name if its app is no longer installed. */
  override toString(): string {
    const { info } = this;
    if (!info) return this.model;
    const app = installedApps().find(({ label }) => label === info.appLabel);
    return `${app?.verboseName ?? info.appLabel} | ${info.verboseName}`;
  }
}
