export type {
  Bindable,
  ColumnKind,
  ColumnType,
  FieldMeta,
  ModelMeta,
  RelationMeta,
  Step,
  Vendor,
} from "./meta.ts";
