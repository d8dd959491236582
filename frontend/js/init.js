import { createAll, initAll, CharacterCount } from "./govuk-frontend.min.js";

initAll();
