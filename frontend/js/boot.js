// Runs before the page is drawn, so that parts which need JavaScript do not flash. A file, because the
// content security policy allows no inline script.
const NEEDS_SCRIPTS = ["js-enabled", "govuk-frontend-supported"];
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

// Where another script did not come, as behind a filter, nothing may wait for it: every question is shown.
window.addEventListener("load", () => {
  if (!("started" in document.body.dataset)) {
    document.body.classList.remove(...NEEDS_SCRIPTS);
  }
});
