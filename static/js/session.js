// A warning before a session ends with one action to stay, and drafts: what is typed is kept on the server while typing.
// Works with templates/accounts/_session.html, which brings every word. Without this script the session simply ends,
// and a form that is sent after that is kept by the server.
(function () {
  "use strict";
  const WARN = 120; // seconds before the end
  const PAUSE = 3000; // milliseconds after the last key
  const SENT = 200;
  const ENDED = 401;

  const box = document.querySelector("[data-session]");
  if (!box) return;
  const idle = Number(box.dataset.seconds);
  const token = box.querySelector("[name=csrfmiddlewaretoken]").value;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("regie-session") : null;
  let lastSeen = Date.now(); // this page was just asked for
  let lastDoing = 0;

  // --- Staying signed in ------------------------------------------------------------------------------------------------

  // The server counts from the last request; a request of another tab counts for this one too.
  function seen() {
    lastSeen = Date.now();
    if (box.open) box.close();
  }
  function tellOthers() {
    seen();
    if (tabs) tabs.postMessage("seen");
  }
  if (tabs) tabs.onmessage = seen;
  document.addEventListener("htmx:after:request", (event) => {
    const background = event.detail?.ctx?.request?.headers?.["X-Regie-Background"];
    if (!background) tellOthers();
  });

  async function stay() {
    const answer = await post(box.dataset.stayUrl, new FormData());
    if (answer?.ok) tellOthers();
    else if (answer?.status === ENDED) leave();
  }
  box.querySelector("[data-session-stay]").addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    stay();
  });
  box.addEventListener("cancel", stay); // Escape says as much as the button: somebody is there

  // Who types or clicks without asking the server for anything is there too: that is told now and then.
  for (const doing of ["keydown", "pointerdown"]) {
    document.addEventListener(doing, (event) => {
      if (event.target.closest?.("[data-session]")) return;
      const now = Date.now();
      if (!box.open && now - lastSeen > 60000 && now - lastDoing > 60000) stay();
      lastDoing = now;
    });
  }

  async function leave() {
    await Promise.all([...waiting.keys()].map(keep));
    const here = new URL(location.href);
    if (touched.size) here.searchParams.set("concept", "1"); // the page then shows what it cannot put back in a form
    location.assign(`${box.dataset.door}?next=${encodeURIComponent(here.pathname + here.search)}&verlopen=1`);
  }

  function tick() {
    const left = Math.round(idle - (Date.now() - lastSeen) / 1000);
    if (left <= 0) {
      leave();
      return;
    }
    if (left <= WARN && !box.open) {
      box.showModal();
      touched.forEach(keepQuietly); // the last moment at which the server still knows who typed this
    }
    const words = box.querySelector("[data-session-left]");
    if (box.open) words.textContent = words.dataset.words.replace("%s", String(left));
  }
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", () => document.hidden || tick());

  // --- Drafts: every form with data-autosave --------------------------------------------------------------------------------

  const waiting = new Map(); // form -> timer
  const underway = new Map(); // form -> what stops a draft that is on its way
  const unkept = new Set(); // what waits for the network

  // Any other form is kept only when the session is about to end: nothing typed is lost, and nothing is kept for nothing.
  const touched = new Set();

  function keepQuietly(form) {
    fetch(box.dataset.draftUrl, { method: "POST", body: typed(form), headers: { "X-Regie-Background": "1" } }).catch(() => null);
  }

  document.addEventListener("input", (event) => {
    const any = event.target.closest("main form[method=post]");
    if (any) touched.add(any);
    const form = event.target.closest("form[data-autosave]");
    if (!form) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => keep(form), PAUSE));
    say(form, "keeping");
  });
  document.addEventListener(
    "submit",
    (event) => {
      clearTimeout(waiting.get(event.target));
      waiting.delete(event.target);
      touched.delete(event.target);
      unkept.delete(event.target);
      underway.get(event.target)?.abort(); // it must not arrive after the form itself
    },
    true,
  );
  addEventListener("online", () => {
    for (const form of unkept) if (form.isConnected) keep(form);
    unkept.clear();
  });
  addEventListener("pagehide", () => {
    for (const form of waiting.keys()) navigator.sendBeacon(box.dataset.draftUrl, typed(form));
  });

  function typed(form) {
    const data = new FormData(form);
    for (const [name, value] of [...data.entries()]) {
      if (value instanceof File || name === "csrfmiddlewaretoken") data.delete(name);
    }
    data.set("csrfmiddlewaretoken", token);
    data.set("concept-pagina", location.pathname);
    data.set("concept-formulier", new URL(form.getAttribute("action") || location.pathname, location.href).pathname);
    return data;
  }

  async function keep(form) {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    const stop = new AbortController();
    underway.set(form, stop);
    const answer = await post(box.dataset.draftUrl, typed(form), stop.signal);
    underway.delete(form);
    if (stop.signal.aborted) return;
    if (!answer) {
      unkept.add(form);
      say(form, "offline");
    } else if (answer.status === SENT) {
      say(form, "kept", await answer.text());
      tellOthers();
    } else if (answer.status === ENDED) leave();
    else say(form, "");
  }

  // Where the form has a place for it: components/autosave.html. Only what changes is said, so a reader is not disturbed.
  function say(form, state, words) {
    const place = form.querySelector("[data-draft-status]");
    if (!place) return;
    if (state) place.dataset.state = state;
    else delete place.dataset.state;
    if (words !== undefined) place.querySelector("[data-draft-text]").textContent = words.trim();
  }

  async function post(url, data, signal) {
    data.set("csrfmiddlewaretoken", token);
    try {
      const headers = { "X-Requested-With": "XMLHttpRequest" };
      return await fetch(url, { method: "POST", body: data, headers, signal });
    } catch {
      return null; // no network: said beside the form
    }
  }
})();
