import { db } from "../mkweb-dist.ts";
import { UNIT } from "../../operations.ts";

const { defineModel, fields } = db;

/** Exported one by one, as a module has its models. */
export const [
  Unit0,
  Unit1,
  Unit2,
  Unit3,
  Unit4,
  Unit5,
  Unit6,
  Unit7,
  Unit8,
  Unit9,
  Unit10,
  Unit11,
  Unit12,
  Unit13,
  Unit14,
  Unit15,
  Unit16,
  Unit17,
  Unit18,
  Unit19,
  Unit20,
  Unit21,
  Unit22,
  Unit23,
  Unit24,
  Unit25,
  Unit26,
  Unit27,
  Unit28,
  Unit29,
] = Array.from({ length: UNIT }, (_, at) => unit(`Unit${at}`));

function unit(name: string) {
  class Unit extends defineModel(() => Unit, {
    a: fields.char(100),
    b: fields.integer(),
    c: fields.char(100),
  }) {}
  Object.defineProperty(Unit, "name", { value: name });
  return Unit;
}
