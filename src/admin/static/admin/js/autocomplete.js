// A box that searches for related objects while one types: ARIA's combobox with a list.
import { make } from "./element.js";

const DELAY = 250;

export function autocomplete(select) {
  const {
    ajaxUrl,
    "ajax-Url": dashed,
    appLabel,
    modelName,
    fieldName,
    allowClear,
  } = select.dataset;
  const url = dashed ?? ajaxUrl;
  const input = make("input", { type: "text", id: `${select.id}_search`, autocomplete: "off" });
  const list = make("ul", { id: `${select.id}_list`, role: "listbox", hidden: true });
  const chips = make("ul", { className: "autocomplete-chosen" });
  const clear = make("button", { type: "button", className: "icon-button", title: "Clear" }, "×");
  const status = make("span", { className: "visually-hidden", role: "status" });
  const attributes = {
    role: "combobox",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  clear.setAttribute("aria-label", "Clear");
  const labels = [...select.labels];
  for (const label of labels) label.htmlFor = input.id;
  let [term, page, more, active, timer, asked] = ["", 1, false, -1, 0, 0];

  const chosen = () => [...select.selectedOptions].filter(({ value }) => value !== "");
  const show = () => {
    clear.hidden = select.multiple || allowClear !== "true" || chosen().length === 0;
    if (!select.multiple) {
      input.value = chosen()[0]?.text ?? "";
      return;
    }
    chips.replaceChildren(
      ...chosen().map((option) => {
        const remove = make("button", { type: "button", className: "icon-button" }, "×");
        remove.setAttribute("aria-label", `Remove ${option.text}`);
        remove.addEventListener("click", () => {
          option.selected = false;
          changed();
          input.focus();
        });
        return make("li", {}, option.text, remove);
      }),
    );
    input.value = "";
  };
  const changed = () => select.dispatchEvent(new Event("change", { bubbles: true }));
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const item = list.children[active];
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) input.setAttribute("aria-activedescendant", item.id);
  };
  const choose = ({ dataset: { value }, textContent }) => {
    let option = [...select.options].find((each) => each.value === value);
    if (!option) select.append((option = new Option(textContent, value)));
    option.selected = select.multiple ? !option.selected : true;
    changed();
    close();
  };
  const ask = async () => {
    const mine = ++asked;
    const query = { term, page, app_label: appLabel, model_name: modelName, field_name: fieldName };
    const answer = await fetch(`${url}?${new URLSearchParams(query)}`, {
      headers: { Accept: "application/json" },
    });
    if (!answer.ok || mine !== asked) return;
    const { results, pagination } = await answer.json();
    more = pagination.more;
    const from = page === 1 ? 0 : list.children.length;
    const items = results.map(({ id, text }, at) => {
      const item = make("li", { id: `${list.id}_${from + at}`, role: "option" }, text);
      item.dataset.value = id;
      item.setAttribute("aria-selected", "false");
      return item;
    });
    if (page === 1) list.replaceChildren(...items);
    else list.append(...items);
    status.textContent =
      list.children.length === 0 ? "No results found" : `${list.children.length} results`;
    list.hidden = list.children.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (page === 1) active = -1;
  };
  const search = (text) => {
    [term, page] = [text, 1];
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY);
  };
  const next = () => {
    if (!more) return;
    more = false;
    page += 1;
    void ask();
  };

  input.addEventListener("input", () => search(input.value));
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return search(select.multiple ? input.value : "");
      const last = list.children.length - 1;
      if (key === "ArrowDown" && active === last) next();
      mark(key === "ArrowDown" ? Math.min(active + 1, last) : Math.max(active - 1, 0));
    } else if (key === "Enter" && !list.hidden) {
      event.preventDefault();
      if (list.children[active]) choose(list.children[active]);
    } else if (key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
      show();
    }
  });
  input.addEventListener("click", () => list.hidden && search(""));
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    asked += 1;
    close();
    if (!select.multiple && input.value === "" && allowClear === "true")
      choose({ dataset: { value: "" }, textContent: "" });
    show();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[role=option]");
    if (item) choose(item);
  });
  list.addEventListener("scroll", () => {
    if (list.scrollTop + list.clientHeight > list.scrollHeight - 40) next();
  });
  clear.addEventListener("click", () => {
    select.value = "";
    changed();
    input.focus();
  });
  select.addEventListener("change", show);
  select.hidden = true;
  const box = make("span", { className: "autocomplete" }, chips, input, clear, list, status);
  chips.hidden = !select.multiple;
  select.before(box);
  show();
}
