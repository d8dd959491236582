// Runs before the page is drawn, so that parts which need JavaScript do not flash. A file, because the
// content security policy allows no inline script.
document.body.className +=
  " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
