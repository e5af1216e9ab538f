// Light or dark, and the sign that scripts run. Loaded before the page is drawn, so that nothing flashes.
// Without it the page follows the system (css/theme.css). Everything else is in regie.js.
(function () {
  "use strict";
  const root = document.documentElement;
  const key = "regie-theme";
  root.dataset.js = "";

  function stored() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // a private window: nothing to remember
    }
  }

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function show() {
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.setAttribute("aria-pressed", String(isDark()));
    }
  }

  if (stored()) root.dataset.theme = stored();
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem(key, root.dataset.theme);
    } catch {
      // a private window: this page only
    }
    show();
  });
})();
