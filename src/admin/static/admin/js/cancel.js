// "No, take me back": to where the visitor came from; of a window of its own, back to the page that opened it.
for (const link of document.querySelectorAll(".cancel-link")) {
  link.addEventListener("click", (event) => {
    if (document.body.classList.contains("popup")) {
      event.preventDefault();
      const target = window.opener ?? window.parent;
      target.postMessage({ adminPopup: window.name, action: "cancel" }, window.location.origin);
    } else if (document.referrer.startsWith(window.location.origin)) {
      event.preventDefault();
      window.history.back();
    }
  });
}
