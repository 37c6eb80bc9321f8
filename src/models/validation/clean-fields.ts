import { ObjectFile } from "../../files/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { connectionFor } from "../databases.ts";
import { databaseDefault } from "../instances/database-default.ts";
import type { ModelBase } from "../instances/model-base.ts";
import { flatChoices } from "../fields/choices.ts";
import type { FieldDeclaration } from "../fields/declaration.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import { infoOf } from "../meta/registry.ts";
import { checkImage } from "./clean-file.ts";
import { convert } from "./convert.ts";
import { isEmpty } from "./empty.ts";
import type { Errors } from "./full-clean.ts";
import { kindValidators } from "./kind-validators.ts";
import { checkRelated } from "./related.ts";
import { forMessage } from "./words.ts";

/** Converts and checks every field of an object, except excluded ones. @returns The errors by field. */
export async function cleanFields(
  object: ModelBase,
  exclude: ReadonlySet<string>,
): Promise<Errors> {
  const errors: Record<string, readonly ValidationError[]> = {};
  for (const field of infoOf(object.constructor).fields.values()) {
    if (exclude.has(field.name) || !isCleaned(field)) continue;
    try {
      await cleanField(object, field);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      errors[field.name] = error.errorList;
    }
  }
  return errors;
}

/** The database provides the values of other fields. */
function isCleaned({ auto, generated, parts, declaration }: FieldInfo): boolean {
  return !auto && !generated && !parts && declaration.parentLink !== true;
}

async function cleanField(object: ModelBase, field: FieldInfo): Promise<void> {
  const { attribute, declaration, target } = field;
  const raw: unknown = Reflect.get(object, attribute);
  if (raw === databaseDefault || (declaration.blank === true && isEmpty(raw))) return;
  if (raw instanceof ObjectFile) {
    validate(raw, field);
    runValidators(raw, field);
    return checkImage(object, raw, field);
  }
  const value = raw === undefined || raw === null ? null : convert(field, raw);
  validate(value, field);
  if (target) await checkRelated(object, field, target, value);
  else if (!isEmpty(value)) runValidators(value, field);
  if (value !== raw && raw !== undefined) Reflect.set(object, attribute, value);
}

/** Checks choices, null and blank, in Django's order. */
function validate(value: unknown, { declaration, nullable }: FieldInfo): void {
  const { choices, blank = false, errorMessages } = declaration;
  const fail = (code: string, usual: string): never => {
    const params = { value: forMessage(value) };
    throw new ValidationError(errorMessages?.[code] ?? usual, { code, params });
  };
  if (choices && !isEmpty(value)) {
    const allowed = flatChoices(declaration).map(([each]) => each);
    if (!allowed.includes(value)) fail("invalid_choice", "Value %(value)r is not a valid choice.");
    return;
  }
  if (value === null && !nullable) fail("null", "This field cannot be null.");
  if (!blank && isEmpty(value)) fail("blank", "This field cannot be blank.");
}

function runValidators(value: unknown, { declaration }: FieldInfo): void {
  const { validators = [] } = declaration;
  const own = errorsOf(validators, value, declaration);
  const said = new Set(own.map(({ code }) => code));
  const kinds = kindValidators(declaration, connectionFor().vendor) as readonly Check[];
  // A limit set by the field itself is narrower than that of its kind.
  const ofKind = errorsOf(kinds, value, declaration).filter(({ code }) => !said.has(code));
  if (ofKind.length + own.length > 0) throw new ValidationError([...ofKind, ...own]);
}

type Check = (value: unknown) => void;

function errorsOf(
  checks: readonly Check[],
  value: unknown,
  { errorMessages }: FieldDeclaration,
): readonly ValidationError[] {
  const errors: ValidationError[] = [];
  for (const check of checks) {
    try {
      // Already converted to the field's type.
      check(value);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      const message = error.code === undefined ? undefined : errorMessages?.[error.code];
      const { code = "invalid", params = {} } = error;
      errors.push(message === undefined ? error : new ValidationError(message, { code, params }));
    }
  }
  return errors;
}
