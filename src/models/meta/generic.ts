import type { ModelInfo } from "./model-info.ts";
import type { RelationInfo } from "./relations.ts";

type Maker = (info: ModelInfo) => readonly RelationInfo[];

let make: Maker = () => [];

/** Set by the files that know generic relations and content types. */
export function setGenericRelations(maker: Maker): void {
  make = maker;
}

/** The generic relations that a model declares. */
export function genericRelationsOf(info: ModelInfo): readonly RelationInfo[] {
  return make(info);
}
