// Today, Now, and the browser's own calendar and clock beside the texts of days and times.
import { make } from "./element.js";

const serverOffset = Number(document.body.dataset.adminUtcOffset ?? 0);
/** How far the server's clock is ahead of the visitor's, in seconds. */
const ahead = serverOffset + new Date().getTimezoneOffset() * 60;
const two = (number) => String(number).padStart(2, "0");

function serverNow() {
  return new Date(Date.now() + ahead * 1000);
}

const dayOf = (at) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
const timeOf = (at) => `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;

export function dateShortcuts(input) {
  if (input.disabled || input.readOnly || input.dataset.shortcuts) return;
  input.dataset.shortcuts = "yes";
  const isDay = input.classList.contains("vDateField");
  const set = (value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const now = make("button", { type: "button", className: "link-button" }, isDay ? "Today" : "Now");
  now.addEventListener("click", () => set((isDay ? dayOf : timeOf)(serverNow())));
  const name = isDay ? "Choose a date" : "Choose a time";
  const picker = make("input", {
    type: isDay ? "date" : "time",
    tabIndex: -1,
    className: "picker",
  });
  picker.setAttribute("aria-hidden", "true");
  picker.addEventListener("change", () => {
    if (picker.value === "") return;
    set(isDay || picker.value.length > 5 ? picker.value : `${picker.value}:00`);
    input.focus();
  });
  const open = make("button", {
    type: "button",
    className: "icon-button picker-button",
    title: name,
  });
  open.append(make("span", { className: "visually-hidden" }, name));
  open.dataset.icon = isDay ? "date" : "time";
  open.addEventListener("click", () => {
    const known = isDay ? /^\d{4}-\d\d-\d\d$/ : /^\d\d:\d\d/;
    picker.value = known.test(input.value) ? input.value.slice(0, isDay ? 10 : 5) : "";
    picker.showPicker?.();
  });
  const tools = make("span", { className: "datetimeshortcuts" }, now, open, picker);
  input.after(tools);
  const hours = Math.round(Math.abs(ahead) / 3600);
  if (hours > 0) {
    const where = ahead > 0 ? "behind" : "ahead of";
    const words = `Note: You are ${hours} ${hours === 1 ? "hour" : "hours"} ${where} server time.`;
    tools.after(make("div", { className: "help timezonewarning" }, words));
  }
}
