/** Logs changes. Source: Django, `LogEntryManager.log_actions` and `ModelAdmin.log_addition`. */
import type { HttpRequest } from "../http/index.ts";
import { aliasForWrite, contentTypeKey, infoOf, readForText } from "../models/index.ts";
import { pythonJson } from "../query/index.ts";
import { textOf } from "../templates/index.ts";
import { ADDITION, CHANGE, DELETION, LogEntry } from "./models.ts";

export { ADDITION, CHANGE, DELETION };

/** A log message; a list is stored as JSON. */
type Message = string | readonly unknown[];

/** Logs that an object was added or changed. @param message From `constructChangeMessage()`, or a text. */
export async function logChange(
  request: HttpRequest,
  object: object,
  flag: typeof ADDITION | typeof CHANGE,
  message: unknown,
): Promise<LogEntry> {
  await readForText([object]);
  return LogEntry.objects.create(await entryOf(request, object, flag, message as Message));
}

/** Logs in one statement that objects are about to be deleted. */
export async function logDeletions(
  request: HttpRequest,
  objects: readonly object[],
): Promise<void> {
  await readForText(objects);
  const entries: Entry[] = [];
  for (const object of objects) entries.push(await entryOf(request, object, DELETION, ""));
  const [entry] = entries;
  if (entry && entries.length === 1) await LogEntry.objects.create(entry);
  else if (entry) await LogEntry.objects.bulkCreate(entries.map((each) => new LogEntry(each)));
}

interface Entry {
  readonly user: number;
  readonly contentType: number;
  readonly objectId: string;
  readonly objectRepr: string;
  readonly actionFlag: number;
  readonly changeMessage: string;
}

async function entryOf(
  { user }: HttpRequest,
  object: object,
  actionFlag: number,
  message: Message,
): Promise<Entry> {
  return {
    user: user.pk as number,
    contentType: (await contentTypeOf(object)) as number,
    objectId: String(Reflect.get(object, "pk")),
    objectRepr: Array.from(textOf(object)).slice(0, 200).join(""),
    actionFlag,
    changeMessage: typeof message === "string" ? message : pythonJson(message),
  };
}

function contentTypeOf(object: object): Promise<unknown> {
  const alias = aliasForWrite(infoOf(LogEntry));
  return contentTypeKey(infoOf(object.constructor), alias, { forConcreteModel: false });
}
