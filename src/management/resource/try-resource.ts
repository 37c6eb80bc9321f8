/** Tries a new model in the project before it is written. */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { FieldSpec, ResourceApp, ResourceNames, TriedResource } from "./cli-types.ts";
import { ImproperlyConfigured, type Project } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import type { BaseForm } from "../../forms/index.ts";
import { migrationSource } from "../../migrations/index.ts";
import { models, type ModelInfo } from "../../models/index.ts";
import { activateUrlconf, NoReverseMatch, reverse } from "../../urls/index.ts";
import { changesOf, type NewMigration } from "../make-migrations.ts";
import type { CheckedAnswers } from "../migration-answers.ts";
import { refuseMistakes } from "../refuse-mistakes.ts";
import { withDatabase, type Database } from "../with-database.ts";
import { withSources } from "./overlay.ts";
import { samplesOf, type FindImport, type InputName } from "./samples.ts";

export interface ResourceToTry {
  readonly app: ResourceApp;
  readonly names: ResourceNames;
  readonly fields: readonly FieldSpec[];
  readonly namespace: string;
}

/**
 * Loads the project with the new texts of an app's modules, and lets its own makemigrations write the
 * migration.
 *
 * @throws {MkwebError} `MKWEB_CHECKS_FAILED` with mistakes of the new model; `MKWEB_MIGRATIONS_MISSING` if
 *   other models have changes without a migration.
 */
export function tryResource(
  project: Project,
  texts: ReadonlyMap<string, string>,
  resource: ResourceToTry,
  find: FindImport,
): Promise<TriedResource> {
  return withSources(texts, () =>
    withDatabase(project, async (database) => {
      const { app, fields, names } = resource;
      const [migration, ...others] = await changesOf(database, {
        labels: [app.label],
        empty: false,
        answers: nothingRenamed,
      });
      refuseOthers(migration, others, resource);
      await refuseMistakesOf(project);
      const info = modelOf(`${app.label}.${names.model}`);
      const users = modelOf(database.settings.AUTH_USER_MODEL);
      requirePermissions(users);
      const written = fields.map(({ name }) => name);
      return {
        migration: { name: migration.name, source: migrationSource(migration) },
        samples: await samplesOf(info, written, users, {
          find,
          inputName: await inputsOf(resource),
        }),
        address: await addressOf(database, resource),
      };
    }),
  );
}

/** @throws {MkwebError} `MKWEB_CHECKS_FAILED`. */
async function refuseMistakesOf(project: Project): Promise<void> {
  try {
    await refuseMistakes(project);
  } catch (error) {
    if (!(error instanceof MkwebError) || error.code !== "MKWEB_CHECKS_FAILED") throw error;
    throw new MkwebError(error.code, `${error.message.trimEnd()}\nNothing was written.`, {
      hint: "Choose other fields, or fix the reported mistakes first.",
      cause: error,
    });
  }
}

/** The new model is not a renamed one; any other change is refused anyway. */
const nothingRenamed: CheckedAnswers = {
  isModelRename: async () => false,
  isRename: async () => false,
  oneOffDefault: async () => "",
  saidRename: () => undefined,
  refuseUnused: () => {},
};

function refuseOthers(
  migration: NewMigration | undefined,
  others: readonly NewMigration[],
  { app, names }: ResourceToTry,
): asserts migration is NewMigration {
  const isOurs = (each: NewMigration): boolean =>
    each.app.label === app.label && each.operations.every(({ args }) => args[0] === names.model);
  const unmade = [...(migration ? [migration] : []), ...others].filter((each) => !isOurs(each));
  if (unmade.length > 0 || others.length > 0) {
    const labels = [...new Set([...unmade, ...others].map((each) => each.app.label))];
    throw new MkwebError(
      "MKWEB_MIGRATIONS_MISSING",
      `Models have changes without a migration: ${labels.join(", ")}. Nothing was written.`,
      { hint: "Run `node manage makemigrations` first, then this command again." },
    );
  }
  if (migration) return;
  throw new MkwebError(
    "MKWEB_SOURCE_NOT_EDITABLE",
    `The new model ${app.label}.${names.model} was not found: the settings or an app.ts load ${fileOfModels(app)} before it. Nothing was written.`,
    { hint: "Import models inside the functions that need them there." },
  );
}

function fileOfModels({ folder }: ResourceApp): string {
  return `${folder}/models.ts`;
}

function modelOf(label: string): ModelInfo {
  const info = models.models.find((each) => each.label.toLowerCase() === label.toLowerCase());
  if (info) return info;
  throw new ImproperlyConfigured(`No model is named ${label}. Nothing was written.`, {
    hint: 'The pages of a resource ask for permissions: add "mkweb/auth" and "mkweb/contenttypes" to INSTALLED_APPS.',
  });
}

/** @throws {ImproperlyConfigured} Users of this project cannot have the permissions that the pages require. */
function requirePermissions({ label, model, name }: ModelInfo): void {
  if ("hasPerms" in model.prototype) return;
  throw new ImproperlyConfigured(
    `The pages of a resource ask for permissions, and users of this project, ${label}, have none. Nothing was written.`,
    {
      hint: `Make ${name} extend PermissionsMixin or AbstractUser of mkweb/auth/models, or give it hasPerms(permissions).`,
    },
  );
}

/** The input names of the new form. */
async function inputsOf({ app, names }: ResourceToTry): Promise<InputName> {
  const url = pathToFileURL(join(app.folder, "forms.ts"));
  const module: Readonly<Record<string, new () => BaseForm>> = await import(url.href);
  const Form = module[`${names.model}Form`];
  const form = Form && new Form();
  return (field) => form?.get(field).htmlName ?? field;
}

async function addressOf(
  { settings }: Database,
  { names, namespace }: ResourceToTry,
): Promise<string | undefined> {
  await activateUrlconf(settings);
  try {
    return reverse(`${namespace}${names.lower}_list`);
  } catch (error) {
    if (error instanceof NoReverseMatch) return undefined;
    throw error;
  }
}

/** @throws {ImproperlyConfigured} Uploaded files would be stored beside manage.js. */
export async function requireFiles(project: Project): Promise<void> {
  const { MEDIA_ROOT, MEDIA_URL, SETTINGS_MODULE } = await project.settings();
  if (MEDIA_ROOT !== "" && MEDIA_URL !== "") return;
  throw new ImproperlyConfigured(
    "The settings do not define where to store uploaded files, which a field of type file or image needs. Nothing was written.",
    {
      hint: `Add to ${SETTINGS_MODULE}, below ${fileURLToPath(project.root)}:\n  MEDIA_ROOT: "media",\n  MEDIA_URL: "media/",`,
    },
  );
}
