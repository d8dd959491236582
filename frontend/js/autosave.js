// Keeps what somebody types into a form marked with data-autosave, so that a closed tab, a dead battery or an ended
// sign-in loses nothing. The form works without this file; its text is then kept when it is sent.

const PAUSE = 2000;
const RETRY = 15000;
// What the portal answers where somebody else is signed in by now.
const ANOTHERS = 409;
// Browsers send no more than this after a page is gone.
const LARGEST_LAST_WORD = 60000;
const TOKEN = "csrfmiddlewaretoken";
const BY = "typed_by";

export function autosave(scope) {
  for (const form of scope.querySelectorAll("form[data-autosave]")) {
    if (!form.dataset.autosaveOn) {
      form.dataset.autosaveOn = "yes";
      watch(form);
    }
  }
}

function watch(form) {
  const status = addStatus(form);
  let known = typed(form);
  let timer = null;
  let sending = null;
  let isWaiting = false;
  let isSent = false;

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(), pause);
  };

  async function keep({ isLastWord = false } = {}) {
    clearTimeout(timer);
    const text = typed(form);
    if (isSent || sending?.text === text || (text === known && !isWaiting)) {
      return;
    }
    sending?.abort();
    const turn = Object.assign(new AbortController(), { text });
    sending = turn;
    const outcome = await send(form, text, turn.signal, isLastWord);
    if (sending !== turn || isSent) {
      return;
    }
    sending = null;
    isWaiting = outcome.isWaiting ?? false;
    if (!isWaiting) {
      known = text;
    }
    if (outcome.retry) {
      later(RETRY);
    }
    say(status, form, outcome);
  }

  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("change", () => later(PAUSE));
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
    sending?.abort();
  });
  document.addEventListener("visibilitychange", () => keep({ isLastWord: document.hidden }));
  window.addEventListener("pagehide", () => keep({ isLastWord: true }));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      isSent = false;
    }
  });
}

// What would be sent, as text, without passwords, files and the token.
function typed(form) {
  const fields = new URLSearchParams({ draft_of: form.dataset.autosaveOf, [BY]: form.dataset.autosaveBy });
  const hidden = new Set([...form.querySelectorAll("input[type=password], input[type=file]")].map((one) => one.name));
  for (const [name, value] of new FormData(form)) {
    if (name !== TOKEN && name !== BY && !hidden.has(name)) {
      fields.append(name, value);
    }
  }
  return fields.toString();
}

async function send(form, text, signal, isLastWord) {
  try {
    let answer = await post(form, text, signal, isLastWord);
    if (answer.status === 403) {
      const renewed = await renewToken(form, signal);
      if (renewed.ok) {
        answer = await post(form, text, signal, isLastWord);
      } else if (renewed.status === ANOTHERS) {
        answer = renewed;
      }
    }
    return await read(answer);
  } catch {
    return { text: "Not kept: the portal cannot be reached. What you typed is still on this page.", isWaiting: true, retry: true };
  }
}

function post(form, text, signal, isLastWord) {
  return fetch(form.dataset.autosave, {
    method: "POST",
    body: text,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "X-CSRFToken": form.elements[TOKEN].value,
    },
    redirect: "manual",
    keepalive: isLastWord && text.length < LARGEST_LAST_WORD,
    signal,
  });
}

async function read(answer) {
  if (answer.ok) {
    return { text: `Kept at ${(await answer.json()).kept_at}. Not saved yet.` };
  }
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
    return { text: "You are signed out. What you typed stays on this page.", isWaiting: true, isSignedOut: true };
  }
  if (answer.status === ANOTHERS) {
    return { text: (await answer.json()).problem, isWaiting: true };
  }
  if (answer.status === 413) {
    return { text: (await answer.json()).problem };
  }
  return { text: "Not kept. What you typed is still on this page.", isWaiting: true, retry: answer.status >= 500 };
}

// Signing in again, in another tab, makes the token of every open form useless; the new one is asked for. Nobody gets
// it for a form that somebody else has opened.
async function renewToken(form, signal) {
  const whose = new URLSearchParams({ [BY]: form.dataset.autosaveBy });
  const answer = await fetch(`${form.dataset.autosave}?${whose}`, { redirect: "manual", signal });
  if (!answer.ok) {
    return answer;
  }
  const { token } = await answer.json();
  for (const field of document.querySelectorAll(`input[name="${TOKEN}"]`)) {
    field.value = token;
  }
  return answer;
}

function addStatus(form) {
  const status = document.createElement("p");
  status.className = "govuk-hint p-autosave";
  status.setAttribute("role", "status");
  form.append(status);
  return status;
}

function say(status, form, { text, isSignedOut }) {
  if (status.textContent.startsWith(text)) {
    return;
  }
  status.textContent = text;
  if (isSignedOut) {
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = form.dataset.autosaveSignIn;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "Sign in again in a new tab";
    status.append(" ", link, ", then come back to this one.");
  }
}
