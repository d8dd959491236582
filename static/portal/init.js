import { autosave } from "./autosave.js";
import { initAll } from "./govuk-frontend.min.js";

function start(scope) {
  initAll({ scope });
  autosave(scope);
  if (scope.querySelector('[data-module^="moj-"]')) {
    import("./moj-frontend.min.js").then((moj) => moj.initAll({ scope }));
  }
}

start(document);
// boot.js looks for it once all scripts have come or failed.
document.body.dataset.started = "yes";

// What htmx puts into the page later needs the same start. Its first event is about the page itself.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) {
    start(event.target);
  }
});

