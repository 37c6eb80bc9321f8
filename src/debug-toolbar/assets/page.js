// The page is whole without this. Inside of a frame, Escape closes what shows it.
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && parent !== window) {
    parent.postMessage("mkweb-debug-toolbar:close", location.origin);
  }
});
// Beside the request there is room for the others.
const wide = matchMedia("(min-width: 1100px)");
const history = document.querySelector(".history");
const fit = () => (history.open = wide.matches);
wide.addEventListener("change", fit);
fit();
