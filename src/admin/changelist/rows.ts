/** Renders the rows of a list. Source: Django, `items_for_result`. */
import type { AnyModelForm } from "../../forms/index.ts";
import type { MaybePromise } from "../../http/index.ts";
import { readForText } from "../../models/index.ts";
import { conditionalEscape, markSafe, textOf, type SafeString } from "../../templates/index.ts";
import { goOn } from "../../values/index.ts";
import { ValueDisplay, type Displayed } from "../display-value.ts";
import { nameInMarkup } from "../names.ts";
import { displayOfShown } from "../shown.ts";
import { ACTION_CHECKBOX, type ChangeList } from "./change-list.ts";
import { inputCell, keyCell } from "./input-cells.ts";
import { linksOf } from "./links.ts";
import { ACTION_CHECKBOX_NAME } from "./parameters.ts";

export interface Row {
  /** The cells. */
  readonly html: SafeString;
  /** The row's form, if columns have inputs. */
  readonly form?: AnyModelForm;
}

type Link = (object: object) => string | undefined;

/** Renders a cell; returns a promise only if its value is one. */
export type Cell = (object: object, form: AnyModelForm | undefined) => MaybePromise<string>;

/** @param forms The objects' forms in order; missing without input columns. */
export async function rowsOf(
  list: ChangeList,
  forms: readonly AnyModelForm[] | undefined,
): Promise<readonly Row[]> {
  const cells = cellsOf(list, forms?.[0], await linksOf(list));
  const needsTexts = list.listDisplay.some(
    (name) => name === ACTION_CHECKBOX || name === "__str__",
  );
  if (needsTexts) await readForText(list.resultList);
  const rows: Row[] = [];
  for (const [at, object] of list.resultList.entries()) {
    const form = forms?.[at];
    let html = "";
    for (const cell of cells) {
      const made = cell(object, form);
      html += typeof made === "string" ? made : await made;
    }
    rows.push({ html: markSafe(html), ...(form && { form }) });
  }
  return rows;
}

/** Prepares the cells once for all rows. */
function cellsOf(list: ChangeList, form: AnyModelForm | undefined, link: Link): readonly Cell[] {
  const values = new ValueDisplay(list.request.engine);
  let isFirst = true;
  const cells = list.listDisplay.map((name): Cell => {
    if (name === ACTION_CHECKBOX) return checkboxCell;
    const isLink = isLinked(list, name, isFirst);
    const tag = isLink && isFirst ? "th" : "td";
    if (isLink) isFirst = false;
    const open = `<${tag} class="${classesOf(list, name)}"${tag === "th" ? ' scope="row"' : ""}>`;
    if (form && !isLink) {
      const input = inputCell(list, name, form, open);
      if (input) return input;
    }
    return valueCell(list, name, values, [open, `</${tag}>`], isLink ? link : undefined);
  });
  return form ? [...cells, ...keyCell(list, form)] : cells;
}

function valueCell(
  list: ChangeList,
  name: string,
  values: ValueDisplay,
  [open, close]: readonly [string, string],
  link: Link | undefined,
): Cell {
  const show = displayOfShown(list.shown(name), list.modelAdmin, values, {
    link: link === undefined,
    among: list.resultList,
  });
  const wrap = (value: Displayed, object: object): string => {
    const text = typeof value === "string" ? conditionalEscape(value).value : value.value;
    const anchor = link?.(object);
    return open + (anchor === undefined ? text : `${anchor}${text}</a>`) + close;
  };
  return (object) => {
    return goOn(show(object), (value) => wrap(value, object));
  };
}

function isLinked({ listDisplayLinks }: ChangeList, name: string, isFirst: boolean): boolean {
  if (listDisplayLinks === null) return false;
  return (isFirst && listDisplayLinks.length === 0) || listDisplayLinks.includes(name);
}

const unwrapped: ReadonlySet<string> = new Set(["date", "datetime", "time"]);

function classesOf(list: ChangeList, name: string): string {
  const { field } = list.shown(name);
  const isShort = field !== undefined && (field.related ?? unwrapped.has(field.type.kind));
  return `field-${nameInMarkup(name)}${isShort ? " nowrap" : ""}`;
}

function checkboxCell(object: object): string {
  const label = conditionalEscape(`Select this object for an action - ${textOf(object)}`).value;
  const key = conditionalEscape(textOf(Reflect.get(object, "pk"))).value;
  return `<td class="action-checkbox"><input type="checkbox" name="${ACTION_CHECKBOX_NAME}" value="${key}" class="action-select" aria-label="${label}"></td>`;
}
