// The screens of a running meeting: they ask whether anything changed, fetch what did, and keep what is being typed.
// Without this script each of them is a page with a link to refresh, and every button sends a form.
(function () {
  "use strict";
  const OFTEN = 1000; // milliseconds between two questions
  const SELDOM = 5000; // of a screen that nobody looks at
  const PATIENCE = 30000; // the longest wait when there is no connection
  const UNCHANGED = 204;
  const ENDED = 401;
  const GONE = 404;

  const root = document.querySelector("[data-meeting]");
  if (!root) return;
  const line = document.querySelector("[data-connection]");
  let stand = root.querySelector("[data-stand]")?.dataset.stand;
  let failures = 0;
  let timer = 0;
  let over = false;
  let underway = 0; // what was asked last: an older answer does not come over a newer one

  // --- Asking --------------------------------------------------------------------------------------------------------

  function later() {
    clearTimeout(timer);
    if (over) return;
    const calm = document.hidden ? SELDOM : OFTEN;
    const wait = failures ? Math.min(PATIENCE, OFTEN * 2 ** failures) : calm;
    timer = setTimeout(ask, wait * (0.85 + Math.random() * 0.3)); // forty screens do not ask at one moment
  }

  async function ask() {
    try {
      const answer = await fetch(root.dataset.pollUrl, { headers: { "X-Regie-Stand": stand }, cache: "no-store" });
      if (answer.status >= 500) throw new Error("no answer");
      if (answer.status === UNCHANGED) connected();
      else await fetchParts();
    } catch {
      lost();
    }
    later();
  }

  async function fetchParts() {
    const number = ++underway;
    const headers = { "X-Regie-Stand": stand, "X-Regie-Background": "1", "X-Requested-With": "XMLHttpRequest" };
    const answer = await fetch(root.dataset.liveUrl, { headers, cache: "no-store" });
    if (answer.status >= 500) throw new Error("no answer");
    const words = await answer.text();
    connected();
    if (number === underway) take(answer, words);
  }

  function take(answer, words) {
    if (answer.status === ENDED) location.reload();
    else if (answer.status === GONE || answer.status === 403) end(line.dataset.gone);
    else if (answer.headers.has("X-Regie-Over")) {
      if (isTyping()) finish(line.dataset.over);
      else location.reload();
    } else if (answer.status === UNCHANGED) stand = answer.headers.get("X-Regie-Stand") || stand;
    else show(words);
  }

  // --- The connection ------------------------------------------------------------------------------------------------

  function lost() {
    failures = Math.min(failures + 1, 6);
    line.dataset.state = "offline";
    line.textContent = line.dataset.lost;
  }
  function connected() {
    if (failures) line.textContent = line.dataset.back;
    if (failures) line.dataset.state = "done";
    failures = 0;
  }
  function finish(words) {
    over = true;
    line.dataset.state = "offline";
    line.textContent = words;
  }
  // Who may see nothing any more, sees nothing any more; what this person typed is still there to copy.
  function end(words) {
    finish(words);
    for (const part of root.querySelectorAll("[data-part]")) part.replaceChildren();
  }
  addEventListener("online", () => ask());
  addEventListener("offline", lost);
  document.addEventListener("visibilitychange", () => document.hidden || ask());

  // --- Showing what came ---------------------------------------------------------------------------------------------

  function show(words) {
    const fresh = new DOMParser().parseFromString(words, "text/html");
    const focus = document.activeElement?.id;
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const old = document.getElementById(part.id);
      if (!old || (old.dataset.same && old.dataset.same === part.dataset.same)) continue; // a film plays on
      keep(old, part);
      old.replaceWith(document.adoptNode(part));
    }
    stand = root.querySelector("[data-stand]")?.dataset.stand || stand;
    const there = focus && document.getElementById(focus);
    if (there && there !== document.activeElement) there.focus({ preventScroll: true });
    for (const wrong of root.querySelectorAll("[data-focus-on-load]")) {
      delete wrong.dataset.focusOnLoad;
      wrong.focus();
    }
    tick();
  }

  // What is open stays open, what is chosen stays chosen, and where somebody typed the old piece itself stays.
  function keep(old, part) {
    for (const details of old.querySelectorAll("details[id]")) {
      const same = part.querySelector(`#${CSS.escape(details.id)}`);
      if (hasTyped(details)) {
        if (same) same.replaceWith(details);
        else part.append(details);
      } else if (same) same.open = details.open;
    }
    for (const field of old.querySelectorAll("input:checked[id], select[id]")) {
      if (!field.dataset.chosen) continue;
      const same = part.querySelector(`#${CSS.escape(field.id)}`);
      if (!same) continue;
      if (field.matches("select")) {
        if ([...same.options].some((option) => option.value === field.value)) same.value = field.value;
      } else same.checked = true;
      same.dataset.chosen = "yes";
    }
  }
  function hasTyped(place) {
    if (!place.matches("[data-keep]")) return false;
    return [...place.querySelectorAll("textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox])")].some(
      (field) => field.value !== field.defaultValue || field === document.activeElement,
    );
  }
  function isTyping() {
    return [...root.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
  }
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!root.contains(field) || !field.matches("select, input[type=radio]")) return;
    for (const other of document.getElementsByName(field.name)) delete other.dataset.chosen;
    field.dataset.chosen = "yes";
  });

  // --- The clock -----------------------------------------------------------------------------------------------------

  function tick() {
    for (const clock of root.querySelectorAll("[data-clock]")) {
      clock.dataset.from = clock.dataset.from || String(Date.now() - Number(clock.dataset.clock) * 1000);
      const seconds = Math.max(0, Math.floor((Date.now() - Number(clock.dataset.from)) / 1000));
      clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
  }
  setInterval(tick, 1000);
  tick();

  // --- Sending -------------------------------------------------------------------------------------------------------

  // A button does its work without leaving the page, so that what somebody types beside it stays. What was typed and is
  // refused, is sent once more as a page: that page shows the mistake beside its field.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-live]") || event.defaultPrevented) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  async function send(form, submitter) {
    const data = new FormData(form, submitter);
    const number = ++underway;
    try {
      const headers = { "X-Regie-Live": "1", "X-Requested-With": "XMLHttpRequest" };
      const answer = await fetch(form.action, { method: "POST", body: data, headers });
      if (answer.status >= 500) throw new Error("no answer");
      const words = await answer.text();
      connected();
      if (!answer.ok && form.querySelector("textarea, select")) resend(form, submitter);
      else {
        if (answer.ok) clear(form, words);
        if (number === underway || answer.status === GONE) take(answer, words);
        else await fetchParts();
      }
    } catch {
      lost();
    }
    document.dispatchEvent(new CustomEvent("htmx:finally:request")); // the buttons can be pressed again
    later();
  }

  function resend(form, submitter) {
    if (submitter?.name) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(field);
    }
    form.submit();
  }

  // Sent: the form is empty, and what is typed next is another contribution.
  function clear(form, words) {
    for (const field of form.querySelectorAll("textarea, input[type=text]")) {
      field.value = "";
      field.defaultValue = "";
    }
    const once = form.querySelector("[data-sent-once]");
    const next = words.match(/data-next="([0-9a-f-]{36})"/);
    if (once && next) once.value = next[1];
    const status = form.querySelector("[data-draft-status]");
    if (status) delete status.dataset.state;
    if (status) status.querySelector("[data-draft-text]").textContent = "";
    if (form.closest("details[data-keep]")) form.closest("details[data-keep]").open = false;
  }

  later();
})();
