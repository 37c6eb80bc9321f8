// The handle is a link, which works by itself; with this it opens beside the page.
for (const host of document.querySelectorAll("mkweb-debug-toolbar")) {
  const link = host.shadowRoot?.querySelector("a");
  if (!link) continue;
  let dialog;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog ??= makeDialog(host.shadowRoot, link.href);
    dialog.showModal();
  });
}

function makeDialog(root, url) {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", "Debug toolbar");
  const header = document.createElement("header");
  const title = document.createElement("span");
  title.textContent = "Debug toolbar";
  const own = document.createElement("a");
  own.href = url;
  own.target = "_blank";
  own.textContent = "Own page";
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  header.append(title, own, close);
  const frame = document.createElement("iframe");
  frame.title = "What this request did";
  frame.src = url;
  dialog.append(header, frame);
  // Where the page's policy allows no frame, its own page is as good.
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    const isOurs = blockedURI.startsWith(url) || url.startsWith(blockedURI);
    if (/^(?:frame|child|default)-src/.test(effectiveDirective) && isOurs) location.assign(url);
  });
  window.addEventListener("message", ({ source, data }) => {
    if (source === frame.contentWindow && data === "mkweb-debug-toolbar:close") dialog.close();
  });
  root.append(dialog);
  return dialog;
}
