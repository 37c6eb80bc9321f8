// The pages of forms. All of it comes on top: without a script every page works.
import { enhance } from "./enhance.js";
import "./popups.js";

enhance(document);

// What is sent twice in a row is sent once.
for (const form of document.querySelectorAll("form[method=post]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // Whoever comes back to the page may send it again.
  window.addEventListener("pageshow", () => (sent = false));
}
