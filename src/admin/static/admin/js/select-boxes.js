// Two boxes in the place of a list of many choices: what there is, and what is chosen.
import { make } from "./element.js";

export function selectBoxes(select) {
  const what = select.dataset.fieldName ?? "";
  const label = select.labels?.[0];
  const [from, to] = [
    boxOf(select, "from", `Available ${what}`),
    boxOf(select, "to", `Chosen ${what}`),
  ];
  const fill = () => {
    for (const { list, search, chosen } of [from, to]) {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const shown = [...select.options].filter(
        (option) =>
          option.selected === chosen &&
          words.every((word) => option.text.toLowerCase().includes(word)),
      );
      list.replaceChildren(...shown.map((option) => twin(option)));
    }
  };
  const move = (box, options) => {
    const at = box.list.selectedIndex;
    for (const each of options) select.options[each.dataset.index].selected = !box.chosen;
    fill();
    box.list.selectedIndex = Math.min(at, box.list.length - 1);
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const twin = (option) => {
    const copy = make("option", { text: option.text, title: option.text });
    copy.dataset.index = option.index;
    return copy;
  };
  for (const box of [from, to]) {
    const { list, search, all } = box;
    list.addEventListener("dblclick", () => move(box, list.selectedOptions));
    list.addEventListener("keydown", (event) => {
      const key = box.chosen ? "ArrowLeft" : "ArrowRight";
      if (event.key !== "Enter" && event.key !== key) return;
      event.preventDefault();
      move(box, [...list.selectedOptions]);
    });
    search.addEventListener("input", fill);
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (list.options.length === 1) move(box, [...list.options]);
    });
    all.addEventListener("click", () => move(box, [...list.options]));
  }
  const arrow = (box, sign, words) => {
    const button = make("button", { type: "button", className: "icon-button", title: words }, sign);
    button.setAttribute("aria-label", words);
    button.addEventListener("click", () => move(box, [...box.list.selectedOptions]));
    return button;
  };
  const arrows = make(
    "div",
    { className: "selector-chooser" },
    arrow(from, "→", `Choose selected ${what}`),
    arrow(to, "←", `Remove selected ${what}`),
  );
  const boxes = make("div", { className: "selector" }, from.element, arrows, to.element);
  if (select.classList.contains("selectfilterstacked")) boxes.classList.add("stacked");
  select.before(boxes);
  select.hidden = true;
  if (label) label.htmlFor = from.search.id;
  select.addEventListener("change", fill);
  fill();
}

function boxOf(select, side, title) {
  const id = `${select.id}_${side}`;
  const search = make("input", { type: "search", id: `${id}_search`, placeholder: "Filter" });
  search.setAttribute("aria-label", `Filter: ${title}`);
  const list = make("select", { multiple: true, size: 10, id });
  list.setAttribute("aria-label", title);
  const words = side === "from" ? "Choose all" : "Remove all";
  const all = make("button", { type: "button", className: "link-button" }, words);
  const heading = make("div", { className: "selector-title" }, title);
  const element = make("div", { className: `selector-${side}` }, heading, search, list, all);
  return { element, search, list, all, chosen: side === "to" };
}
