import {
  defaultStorage,
  File,
  getImageDimensions,
  joinPath,
  ObjectFile,
  Storage,
  strftime,
  validateFileName,
  type FileOwner,
} from "../../files/index.ts";
import { currentTimeZone, Expression } from "../../query/index.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import { infoOf } from "../meta/registry.ts";
import { databaseDefault } from "./database-default.ts";
import { knownStateOf, stateOf, type ModelBase } from "./model-base.ts";

/** Defines a file field's property. A stored name becomes a file when accessed. */
export function fileProperty(name: string): PropertyDescriptor {
  return {
    configurable: true,
    get(this: ModelBase) {
      return getFile(this, name);
    },
    set(this: ModelBase, value: unknown) {
      setFile(this, name, value);
    },
  };
}

/** Sets what was read from a row, replacing what was assigned. */
export function holdFile(object: ModelBase, name: string, value: unknown): void {
  const state = stateOf(object);
  (state.files ??= new Map()).set(name, value);
  state.changedFiles?.delete(name);
}

function getFile(object: ModelBase, name: string): unknown {
  const held = knownStateOf(object)?.files?.get(name);
  if (held instanceof ObjectFile || isMark(held)) return held;
  const file = new ObjectFile(
    ownerOf(object, fieldOf(object, name)),
    typeof held === "string" ? held : null,
  );
  // The prototype itself may be inspected.
  if (knownStateOf(object)) stateOf(object).files?.set(name, file);
  return file;
}

function setFile(object: ModelBase, name: string, value: unknown): void {
  const state = stateOf(object);
  const files = (state.files ??= new Map());
  if (files.has(name)) (state.changedFiles ??= new Set()).add(name);
  files.set(name, held(object, name, value, files.get(name)));
}

function held(object: ModelBase, name: string, value: unknown, before: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || value === before || isMark(value)) return value;
  const owner = (): FileOwner => ownerOf(object, fieldOf(object, name));
  // A file of another object: creates an own one.
  if (value instanceof ObjectFile) return new ObjectFile(owner(), value.name, value.waiting);
  if (value instanceof File) return new ObjectFile(owner(), value.name, value);
  throw new TypeError(
    `${object.constructor.name}.${name}: expected a file, or the name of one in the storage.`,
  );
}

/** Whether a value stands for a database expression. */
function isMark(value: unknown): boolean {
  return value === databaseDefault || value instanceof Expression;
}

function fieldOf(object: ModelBase, name: string): FieldInfo {
  const field = infoOf(object.constructor).fields.get(name);
  if (field) return field;
  throw new TypeError(`${object.constructor.name} has no field '${name}'.`);
}

function ownerOf(object: ModelBase, field: FieldInfo): FileOwner {
  const { declaration, name } = field;
  return {
    field: name,
    maxLength: declaration.maxLength,
    isImage: declaration.kind === "image",
    get storage() {
      return storageOf(field);
    },
    generateFilename: (filename) => generateFilename(object, field, filename),
    async take(file, content) {
      Reflect.set(object, name, file);
      await setDimensions(object, field, content);
      knownStateOf(object)?.changedFiles?.delete(name);
    },
    async saveObject() {
      await Reflect.apply(Reflect.get(object, "save"), object, []);
    },
  };
}

function storageOf({ declaration: { storage }, label }: FieldInfo): Storage {
  const found: unknown = typeof storage === "function" ? storage() : (storage ?? defaultStorage);
  if (found instanceof Storage) return found;
  throw new TypeError(`${label}: 'storage' is neither a Storage nor a function that returns one.`);
}

function generateFilename(object: ModelBase, field: FieldInfo, filename: string): string {
  const { uploadTo = "" } = field.declaration;
  const path =
    typeof uploadTo === "function"
      ? String(Reflect.apply(uploadTo, undefined, [object, filename]))
      : joinPath(strftime(uploadTo, new Date(), currentTimeZone()), filename);
  return storageOf(field).generateFilename(validateFileName(path, { allowRelativePath: true }));
}

/** Sets the fields for an image's width and height; `undefined` means no image. */
export async function setDimensions(
  object: ModelBase,
  { declaration }: FieldInfo,
  content: File | undefined,
): Promise<void> {
  const { widthField, heightField } = declaration;
  if (widthField === undefined && heightField === undefined) return;
  const found = content && (await getImageDimensions(content));
  if (widthField !== undefined) Reflect.set(object, widthField, found?.width ?? null);
  if (heightField !== undefined) Reflect.set(object, heightField, found?.height ?? null);
}
