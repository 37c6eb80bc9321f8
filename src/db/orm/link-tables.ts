import { ReferenceKind, type EntityMetadata, type MetadataStorage } from "@mikro-orm/core";

/**
 * Names the columns of a many-to-many relation of a model with itself as Django does: `from_person_id` and
 * `to_person_id`.
 */
export function nameLinkColumns(meta: EntityMetadata): void {
  for (const property of Object.values(meta.properties)) {
    const isOwner = property.kind === ReferenceKind.MANY_TO_MANY && !property.mappedBy;
    if (!isOwner || property.target !== meta.class) continue;
    const name = meta.className.toLowerCase();
    property.joinColumns = [`from_${name}_id`];
    property.inverseJoinColumns = [`to_${name}_id`];
  }
}

/** Gives the tables between models Django's layout: `id`, two columns with an index each, unique together. */
export function makeLinkTables(models: MetadataStorage): void {
  for (const meta of models.getAll().values()) {
    if (!meta.pivotTable) continue;
    for (const property of Object.values(meta.properties)) {
      if (property.kind !== ReferenceKind.SCALAR) property.index = true;
      // As the ids of models; SQLite has one kind of them only.
      else if (property.columnTypes[0] === "serial") property.columnTypes = ["bigserial"];
    }
    const properties = meta.relations.map(({ name }) => name);
    if (meta.uniques.length === 0) meta.uniques.push({ properties });
  }
}
