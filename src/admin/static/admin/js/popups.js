// Windows in which related objects are picked, added, changed and deleted; their answers come as messages.
const targets = new Map();

/** A key as addresses have it. */
function quoted(key) {
  return key.replace(
    /[:/_#?;@&=+$,"[\]<>%\n\\]/g,
    (character) => `_${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

function open(link, target) {
  const name = `${target.id}__${targets.size}`;
  const url = new URL(link.href);
  url.searchParams.set("_popup", "1");
  targets.set(name, target);
  window.open(url, name, "popup,width=1024,height=768,resizable,scrollbars")?.focus();
}

/** The links beside a relation's select lead to what is chosen there. */
export function followRelated(wrapper) {
  const select = wrapper.querySelector("select");
  if (!select) return;
  const update = () => {
    for (const link of wrapper.querySelectorAll("[data-href-template]")) {
      if (!select.multiple && select.value !== "") {
        link.href = link.dataset.hrefTemplate.replace(
          "__fk__",
          encodeURIComponent(quoted(select.value)),
        );
      } else link.removeAttribute("href");
    }
  };
  select.addEventListener("change", update);
  update();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.related-lookup, a[data-popup=yes]");
  if (!link?.href || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const place = link.closest(".related-widget-wrapper, .raw-id");
  const target = place?.querySelector(
    "select[name], .raw-id > input, input[class*=RawIdAdminField]",
  );
  if (!target) return;
  event.preventDefault();
  open(link, target);
});

window.addEventListener("message", ({ data, origin, source }) => {
  if (origin !== window.location.origin || typeof data?.adminPopup !== "string") return;
  const target = targets.get(data.adminPopup);
  if (!target) return;
  source?.close?.();
  targets.delete(data.adminPopup);
  if (data.action !== "cancel") answered(target, data);
});

/** What the list in such a window calls, by Django's name. */
window.dismissRelatedLookupPopup = (popup, value) => {
  const target = targets.get(popup.name);
  targets.delete(popup.name);
  popup.close();
  if (target) answered(target, { action: "choose", value });
};

function answered(target, { action, value, obj, new_value: newValue }) {
  if (target.tagName === "INPUT") {
    const several = target.classList.contains("vManyToManyRawIdAdminField") && target.value !== "";
    target.value = several ? `${target.value},${value}` : value;
    changed(target);
    target.focus();
    return;
  }
  for (const select of likewise(target)) {
    const option = [...select.options].find((each) => each.value === value);
    if (action === "delete") option?.remove();
    else if (action === "change" && option) Object.assign(option, { text: obj, value: newValue });
    else if (action === undefined || action === "choose") {
      const mine = select === target;
      // A list that is searched holds what is chosen only.
      if (!mine && select.classList.contains("admin-autocomplete")) continue;
      if (option) option.selected ||= mine;
      else select.append(new Option(obj, value, mine, mine));
    }
    changed(select);
  }
  target.focus();
}

/** The selects of the same model, in inline forms too. */
function likewise(target) {
  const model = target.closest("[data-model-ref]")?.dataset.modelRef;
  const others = [...document.querySelectorAll("[data-model-ref] select[name]")].filter(
    (each) => each.closest("[data-model-ref]").dataset.modelRef === model,
  );
  return new Set([target, ...others]);
}

function changed(element) {
  element.dispatchEvent(new Event("change", { bubbles: true }));
}
