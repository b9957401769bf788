// Runs before the first paint, so that a page in the chosen theme never flashes in the other one.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("diag.theme");
  } catch {
    // Storage is blocked: follow the system.
  }
  var dark =
    chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
