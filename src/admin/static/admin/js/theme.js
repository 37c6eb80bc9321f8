// Runs before the first paint, so that neither colours nor the sidebar jump.
{
  const root = document.documentElement;
  const stored = (name) => {
    try {
      return localStorage.getItem(`mkweb.admin.${name}`);
    } catch {
      return null;
    }
  };
  root.dataset.theme = stored("theme") ?? "auto";
  root.classList.add("js");
  if (stored("sidebar") === "closed") root.classList.add("sidebar-closed");
}
