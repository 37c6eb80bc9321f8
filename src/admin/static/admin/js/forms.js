// Forms of objects: what is sent twice in a row is sent once.
for (const form of document.querySelectorAll("form[method=post]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // Whoever comes back to the page may send it again.
  window.addEventListener("pageshow", () => (sent = false));
}
