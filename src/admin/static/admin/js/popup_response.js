// Tells the page that opened this window what happened, and closes it.
const { popupResponse } = document.currentScript.dataset;
const target = window.opener ?? (window.parent === window ? null : window.parent);
target?.postMessage(
  { adminPopup: window.name, ...JSON.parse(popupResponse) },
  window.location.origin,
);
