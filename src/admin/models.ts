/** `mkweb/admin/models`: the log of changes in the admin, in Django's table. */
import { getUserModel } from "../auth/index.ts";
import { ContentType } from "../contenttypes/index.ts";
import { defineModel, fields, querySetOf } from "../models/index.ts";
import { NoReverseMatch, reverse } from "../urls/index.ts";
import { changeMessageText } from "./change-message.ts";
import { quote } from "./quote.ts";

export const ADDITION = 1;
export const CHANGE = 2;
export const DELETION = 3;

/** A change made in the admin, in Django's table. Source: Django, `contrib/admin/models.py`. */
export class LogEntry extends defineModel(
  () => LogEntry,
  {
    id: fields.auto({ verboseName: "ID" }),
    actionTime: fields
      .datetime({ verboseName: "action time", editable: false })
      .default(() => new Date()),
    user: fields.foreignKey(() => getUserModel(), { onDelete: "cascade", verboseName: "user" }),
    contentType: fields
      .foreignKey(() => ContentType, {
        onDelete: "set null",
        verboseName: "content type",
        blank: true,
      })
      .nullable(),
    /** The object's key as text. */
    objectId: fields.text({ verboseName: "object id", blank: true }).nullable(),
    /** The object as text at that time. */
    objectRepr: fields.char(200, { verboseName: "object repr" }),
    actionFlag: fields.positiveSmallInteger({
      verboseName: "action flag",
      choices: [
        [ADDITION, "Addition"],
        [CHANGE, "Change"],
        [DELETION, "Deletion"],
      ],
    }),
    /** JSON or plain text; `getChangeMessage()` turns it into words. */
    changeMessage: fields.text({ verboseName: "change message", blank: true }),
  },
  {
    dbTable: "django_admin_log",
    verboseName: "log entry",
    verboseNamePlural: "log entries",
    ordering: ["-actionTime"],
  },
) {
  isAddition(): boolean {
    return this.actionFlag === ADDITION;
  }

  isChange(): boolean {
    return this.actionFlag === CHANGE;
  }

  isDeletion(): boolean {
    return this.actionFlag === DELETION;
  }

  /** Describes the change: `Changed Title and Author.` */
  getChangeMessage(): string {
    return changeMessageText(this.changeMessage);
  }

  /** Loads the object. @throws {DoesNotExist} If it no longer exists. */
  async getEditedObject(): Promise<object | undefined> {
    const info = (await this.contentType)?.info;
    if (!info) return undefined;
    return querySetOf(info.model).get({ pk: this.objectId } as never);
  }

  /** Returns the URL of the object's page in the default admin; `null` if there is none. */
  async getAdminUrl(): Promise<string | null> {
    const contentType = await this.contentType;
    if (!contentType || !this.objectId) return null;
    try {
      const name: string = `admin:${contentType.appLabel}_${contentType.model}_change`;
      return reverse(name, { args: [quote(this.objectId)] });
    } catch (error) {
      if (error instanceof NoReverseMatch) return null;
      throw error;
    }
  }

  override toString(): string {
    if (this.isAddition()) return `Added “${this.objectRepr}”.`;
    if (this.isChange()) return `Changed “${this.objectRepr}” — ${this.getChangeMessage()}`;
    if (this.isDeletion()) return `Deleted “${this.objectRepr}.”`;
    return "LogEntry Object";
  }
}
