// "Add another" and "Remove" of inline forms.
import { make } from "./element.js";

const named = [
  "id",
  "name",
  "for",
  "href",
  "aria-describedby",
  "aria-labelledby",
  "aria-controls",
  "data-href-template",
];

export function inlines(group, enhance) {
  const { options } = JSON.parse(group.dataset.inlineFormset);
  const { prefix, addText, deleteText } = options;
  const empty = document.getElementById(`${prefix}-empty`);
  const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
  const most = Number(document.getElementById(`id_${prefix}-MAX_NUM_FORMS`)?.value || 1000);
  const least = Number(document.getElementById(`id_${prefix}-MIN_NUM_FORMS`)?.value || 0);
  if (!empty || !total) return;
  const isRow = empty.tagName === "TR";
  const own = new RegExp(`^${escaped(prefix)}-\\d+$`);
  const forms = () => [...empty.parentElement.children].filter(({ id }) => own.test(id));
  const add = make("button", { type: "button", className: "link-button add-row" }, addText);
  (isRow ? empty.closest(".table-scroll") : empty).after(add);

  const renumber = () => {
    for (const [index, form] of forms().entries()) {
      rename(
        form,
        new RegExp(`(^|[#_ ])${escaped(prefix)}-(\\d+|__prefix__)(?=\\D|$)`, "g"),
        `$1${prefix}-${index}`,
      );
      if (isRow || form.classList.contains("has_original")) continue;
      form.querySelector(".inline_label").textContent = `#${index + 1}`;
    }
    total.value = forms().length;
    show();
  };
  const show = () => {
    add.hidden = forms().length >= most;
    for (const form of forms()) {
      const button = form.querySelector(".inline-deletelink");
      if (button) button.hidden = forms().length <= least;
    }
  };
  const offerRemoval = (form) => {
    const remove = make(
      "button",
      { type: "button", className: "link-button inline-deletelink" },
      deleteText,
    );
    remove.addEventListener("click", () => {
      const neighbour = form.previousElementSibling?.querySelector("input:not([type=hidden])");
      form.remove();
      renumber();
      (neighbour ?? add).focus();
      tell("formset:removed", document);
    });
    const place = isRow
      ? (form.querySelector("td.delete") ?? form.lastElementChild)
      : form.querySelector(".inline-title");
    place.append(remove);
  };
  const tell = (name, target) =>
    target.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { formsetName: prefix } }));

  add.addEventListener("click", () => {
    const form = empty.cloneNode(true);
    form.classList.remove("empty-form");
    form.hidden = false;
    const index = forms().length;
    form.id = `${prefix}-${index}`;
    rename(form, /__prefix__/g, String(index));
    empty.before(form);
    offerRemoval(form);
    renumber();
    enhance(form);
    form.querySelector("input:not([type=hidden]), select:not([hidden]), textarea")?.focus();
    tell("formset:added", form);
  });
  for (const form of forms()) if (!form.classList.contains("has_original")) offerRemoval(form);
  show();
}

function rename(form, pattern, to) {
  for (const element of [form, ...form.querySelectorAll("*")]) {
    for (const name of named) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace(pattern, to));
    }
  }
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
