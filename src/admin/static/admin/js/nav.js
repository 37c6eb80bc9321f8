// The theme, and the sidebar with its filter.
const root = document.documentElement;

function keep(name, value) {
  try {
    localStorage.setItem(`mkweb.admin.${name}`, value);
  } catch {
    // The browser keeps nothing here: the choice holds for this page.
  }
}

for (const toggle of document.querySelectorAll(".theme-toggle")) {
  toggle.hidden = false;
  const name = toggle.querySelector(".theme-name");
  name.textContent = root.dataset.theme;
  toggle.addEventListener("click", () => {
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const order = isDark ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    const next = order[(order.indexOf(root.dataset.theme) + 1) % order.length];
    root.dataset.theme = next;
    name.textContent = next;
    keep("theme", next);
  });
}

const sidebar = document.getElementById("nav-sidebar");
const toggle = document.getElementById("toggle-nav-sidebar");
const narrow = matchMedia("(max-width: 767px)");

const isOpen = () =>
  narrow.matches
    ? root.classList.contains("sidebar-drawn")
    : !root.classList.contains("sidebar-closed");

const tell = () => toggle.setAttribute("aria-expanded", String(isOpen()));

if (sidebar && toggle) {
  toggle.hidden = false;
  tell();
  narrow.addEventListener("change", tell);
  toggle.addEventListener("click", () => {
    if (narrow.matches) root.classList.toggle("sidebar-drawn");
    else keep("sidebar", root.classList.toggle("sidebar-closed") ? "closed" : "open");
    tell();
  });
  sidebar.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !narrow.matches) return;
    root.classList.remove("sidebar-drawn");
    tell();
    toggle.focus();
  });
} else {
  if (toggle) toggle.remove();
}

const filter = document.getElementById("nav-filter");
if (filter) {
  filter.hidden = false;
  const apply = () => {
    const words = filter.value.trim().toLowerCase();
    for (const app of sidebar.querySelectorAll(".module")) {
      let any = false;
      for (const row of app.querySelectorAll("tbody tr")) {
        row.hidden = !row.querySelector("th").textContent.toLowerCase().includes(words);
        any ||= !row.hidden;
      }
      app.hidden = !any;
    }
    filter.classList.toggle("no-results", !sidebar.querySelector(".module:not([hidden])"));
  };
  filter.addEventListener("input", apply);
  filter.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || filter.value === "") return;
    event.stopPropagation();
    filter.value = "";
    apply();
  });
}
