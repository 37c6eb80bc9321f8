/** Cells of a list with inputs. */
import type { AnyModelForm, BoundField } from "../../forms/index.ts";
import { textOf } from "../../templates/index.ts";
import type { ChangeList } from "./change-list.ts";
import type { Cell } from "./rows.ts";

/** Renders a cell with the row form's input. @param open The cell's start tag. */
export function inputCell(
  list: ChangeList,
  name: string,
  form: AnyModelForm,
  open: string,
): Cell | undefined {
  if (!(name in form.fields) || isHiddenKey(list, name, form)) return undefined;
  const { label } = list.shown(name);
  return async (object, own) => {
    if (!own) return `${open}</td>`;
    const field = own.get(name);
    const attrs = { "aria-label": `${label} - ${textOf(object)}` };
    return `${open}${String(field.errors)}${textOf(await field.asWidget({ attrs }))}</td>`;
  };
}

/** A key that people enter is shown after the columns. */
export function keyCell(list: ChangeList, form: AnyModelForm): readonly Cell[] {
  const { name, verboseName } = list.opts.primaryKey;
  if (isHiddenKey(list, name, form) || list.listDisplay.includes(name)) return [];
  return [
    async (object, own) => {
      if (!own) return "<td></td>";
      const attrs = { "aria-label": `${verboseName} - ${textOf(object)}` };
      return `<td>${textOf(await own.get(name).asWidget({ attrs }))}</td>`;
    },
  ];
}

/** Returns hidden inputs that identify rows when they are submitted. */
export function hiddenKeys(
  list: ChangeList,
  forms: readonly AnyModelForm[] = [],
): readonly BoundField[] {
  const { name } = list.opts.primaryKey;
  return forms.map((form) => form.get(name as never)).filter((field) => field.isHidden);
}

function isHiddenKey({ opts }: ChangeList, name: string, form: AnyModelForm): boolean {
  return name === opts.primaryKey.name && form.get(name).isHidden;
}
