import { parseModule } from "./reading/module.ts";
import type { Refuse } from "./refusal.ts";

/**
 * Names of the classes that a module declares and exports.
 *
 * @throws The error of `refuse`, if it cannot be parsed.
 */
export function exportedClasses(source: string, refuse: Refuse): readonly string[] {
  const { exports, file } = parseModule(source, refuse);
  const behind = new Map(Array.from(exports, ([exported, local]) => [local, exported]));
  return file.program.body.flatMap((statement) => {
    const isExport = statement.type === "ExportNamedDeclaration";
    const declared = isExport ? statement.declaration : statement;
    if (declared?.type !== "ClassDeclaration" || !declared.id) return [];
    return isExport ? [declared.id.name] : (behind.get(declared.id.name) ?? []);
  });
}
