/* oxlint-disable */
export function formfieldForDbfield(..._: any[]): any {
  throw new Error("formfieldForDbfield is being written");
}
export function fieldsetsOf(..._: any[]): any {
  throw new Error("fieldsetsOf is being written");
}
export function inlineFieldsetsOf(..._: any[]): any {
  throw new Error("inlineFieldsetsOf is being written");
}
export function formOf(..._: any[]): any {
  throw new Error("formOf is being written");
}
