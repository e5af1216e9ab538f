// The screens of a running meeting: they ask whether anything changed, fetch what did, and keep what is being typed.
// Without this script each of them is a page with a link to refresh, and every button sends a form.
(function () {
  "use strict";
  const OFTEN = 1000; // milliseconds between two questions
  const SELDOM = 5000; // of a screen that nobody looks at
  const AT_ONCE = 100; // after an answer that was waited for
  const AGAIN = 60000; // after which waiting is tried again where it did not work
  const PATIENCE = 30000; // the longest wait when there is no connection
  const HELD = 70000; // without an answer for so long, the connection of a question that is held is gone
  const SHORT = 10000; // the same for what is answered at once
  const RESTORED = 20000; // so long the screen says that the connection is there again
  const UNCHANGED = 204;
  const ENDED = 401;
  const REFUSED = 403; // who signed in again in another window, has a form here that is not valid any more
  const GONE = 404;

  const root = document.querySelector("[data-meeting]");
  if (!root) return;
  const line = document.querySelector("[data-connection]");
  let stand = root.querySelector("[data-stand]")?.dataset.stand;
  let failures = 0;
  let timer = 0;
  let over = false;
  let underway = 0; // what was asked last: an older answer does not come over a newer one
  let held = null; // what was asked and is not answered yet
  let silent = 0; // until when there is no waiting
  let unsent = null; // a contribution that waits for the connection: its form, and what was sent
  let again = null; // what is sent once more, as it was at the first press
  let said = ""; // what a screen reader was told last

  // --- Asking --------------------------------------------------------------------------------------------------------

  function later() {
    clearTimeout(timer);
    if (over) return;
    const calm = waits() ? AT_ONCE : document.hidden ? SELDOM : OFTEN;
    const wait = failures ? Math.min(PATIENCE, OFTEN * 2 ** failures) : calm;
    timer = setTimeout(ask, wait * (0.85 + Math.random() * 0.3)); // forty screens do not ask at one moment
  }

  async function ask() {
    clearTimeout(timer);
    held?.abort();
    const mine = (held = new AbortController());
    try {
      const heard = await waited(mine.signal);
      if (mine.signal.aborted) return; // asked anew meanwhile
      const answer = heard || (await asked());
      if (mine.signal.aborted) return;
      if (answer.status === UNCHANGED) connected();
      else await fetchParts();
    } catch {
      if (mine.signal.aborted) return;
      lost();
    }
    later();
  }

  // After trouble the first question is one that is answered at once: at a quiet table, only that shows the connection.
  const waits = () => root.dataset.waitUrl && stand && !failures && performance.now() >= silent;

  async function asked() {
    const [answer] = await fetched(root.dataset.pollUrl, { headers: { "X-Regie-Stand": stand } }, SHORT);
    if (answer.status >= 500) throw new Error("no answer");
    return answer;
  }

  // Held until something changes. Nothing where that is not served, or does not work now: then we ask.
  async function waited(signal) {
    if (!waits()) return null;
    const question = { method: "POST", body: stand, credentials: "omit" };
    const [answer] = await fetched(root.dataset.waitUrl, question, HELD, signal).catch(() => []);
    if (answer?.ok) return answer;
    if (!signal.aborted) silent = performance.now() + AGAIN;
    return null;
  }

  // The answer and its words. A connection that fell silent looks like one that waits: after a while it counts as lost.
  async function fetched(url, options, patience, signal) {
    const limit = new AbortController();
    const stop = () => limit.abort();
    const late = setTimeout(stop, patience);
    signal?.addEventListener("abort", stop);
    try {
      const answer = await fetch(url, { ...options, cache: "no-store", signal: limit.signal });
      return [answer, await answer.text()];
    } finally {
      clearTimeout(late);
    }
  }

  async function fetchParts(sent) {
    const number = ++underway;
    const headers = { "X-Regie-Stand": stand, "X-Regie-Background": "1", "X-Requested-With": "XMLHttpRequest" };
    const [answer, words] = await fetched(root.dataset.liveUrl, { headers }, SHORT);
    if (answer.status >= 500) throw new Error("no answer");
    connected();
    if (number === underway) take(answer, words, null, sent);
  }

  function take(answer, words, refused, sent) {
    const unseen = answer.status === GONE || answer.status === REFUSED;
    if (answer.status === ENDED || (refused && answer.status === REFUSED)) openAnew();
    else if (unseen && refused) fetchParts().catch(lost); // the screen itself may be there still
    else if (unseen) end(line.dataset.gone);
    else if (answer.headers.has("X-Regie-Over")) {
      if (isTyping()) finish(line.dataset.over);
      else location.reload();
    } else if (answer.status === UNCHANGED) stand = answer.headers.get("X-Regie-Stand") || stand;
    else show(words, refused, sent);
  }

  // The page asks for what was typed here when the session ended, or when somebody signed in again elsewhere.
  function openAnew() {
    const here = new URL(location.href);
    here.searchParams.set("concept", "1");
    location.assign(here);
  }

  // --- The connection ------------------------------------------------------------------------------------------------

  function lost() {
    failures = Math.min(failures + 1, 6);
    line.dataset.state = "offline";
    line.textContent = unsent ? line.dataset.pending : line.dataset.lost;
  }
  function connected() {
    if (failures) line.textContent = line.dataset.back;
    if (failures) line.dataset.state = "done";
    if (failures) setTimeout(quiet, RESTORED);
    failures = 0;
    const waiting = unsent;
    unsent = null;
    if (waiting) sendAgain(waiting);
  }
  // That it is there again, is news for a while.
  function quiet() {
    if (!failures && !over && line.dataset.state === "done") line.textContent = "";
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

  // sent: what was sent, when this is the answer to it; refused: its form, which comes back with what is wrong in it.
  // Why something was refused, can be read until the next deed of this screen.
  function show(words, refused, sent) {
    const fresh = new DOMParser().parseFromString(words, "text/html");
    const focus = document.activeElement;
    const place = refused?.closest("[data-keep]");
    const anew = place?.id;
    const since = refused && typedSince(refused, sent);
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const old = document.getElementById(part.getAttribute("id")); // a field of a form may be called id
      if (!old || part === old || (old.dataset.same && old.dataset.same === part.dataset.same)) continue; // a film plays on
      if (old.matches("[data-until-deed]") && old.querySelector("[role=alert]") && !sent) continue;
      if (part.matches("form")) {
        delete part.dataset.part; // from here on it is somebody's typing again
        choose(part);
        if (old === refused) putBack(part, since);
      } else {
        const same = anew && part.querySelector(`#${CSS.escape(anew)}`);
        if (!sent && old.closest("form")) keepMistakes(old, part);
        if (same && hasMistake(same)) putBack(same.matches("form") ? same : same.querySelector("form"), since);
        keep(old, part, anew);
      }
      old.replaceWith(part);
    }
    stand = root.querySelector("[data-stand]")?.dataset.stand || stand;
    const there = focus?.isConnected ? focus : focus?.id && document.getElementById(focus.id); // moved, or replaced
    if (there && there !== document.activeElement) there.focus({ preventScroll: true });
    for (const wrong of root.querySelectorAll("[data-focus-on-load]")) {
      delete wrong.dataset.focusOnLoad;
      wrong.focus();
    }
    follow();
    tell();
    tick();
  }

  // An empty form goes along with the table to the next topic. What somebody typed, stays of the topic it was typed at.
  function follow() {
    const topic = root.querySelector("[data-topic]")?.dataset.topic;
    for (const field of root.querySelectorAll("form[data-live] input[name=topic]")) {
      const words = [...field.form.querySelectorAll("textarea, input[type=text]")];
      if (topic !== undefined && !words.some((one) => one.value.trim())) field.value = topic;
    }
  }

  // What somebody would not notice without looking: once, and again when it is something else.
  function tell() {
    const words = [...root.querySelectorAll("[data-say]")].map((one) => one.dataset.say).join(". ");
    if (words !== said) teller.textContent = words;
    said = words;
  }

  // What is open stays open, what is chosen stays chosen, and where somebody typed the old piece itself stays.
  function keep(old, part, anew) {
    for (const place of old.querySelectorAll("details[id], form[data-keep]")) {
      const same = part.querySelector(`#${CSS.escape(place.id)}`);
      if (same && place.id === anew && hasMistake(same)) same.open = true;
      else if (hasTyped(place)) {
        if (same) same.replaceWith(place);
        else part.append(place);
      } else if (same) same.open = place.open;
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
    return [...place.querySelectorAll("textarea, select, input:not([type=hidden])")].some(isFilledIn) || hasMistake(place);
  }
  function isFilledIn(field) {
    if (field.matches("select")) return field.value !== ([...field.options].find((one) => one.defaultSelected) || field.options[0])?.value;
    if (field.matches("[type=radio], [type=checkbox]")) return field.checked !== field.defaultChecked;
    return field.value !== field.defaultValue || field === document.activeElement;
  }
  // What is wrong stays at its field, as long as nothing was sent since.
  function keepMistakes(old, part) {
    for (const wrong of old.querySelectorAll(".rg-field__error")) {
      const field = part.querySelector(`#${CSS.escape(wrong.closest("[id]").id)}`);
      if (field) field.dataset.state = "error";
      (field || part).append(wrong);
    }
  }
  // What came back with a mistake in it, stands there as it was typed.
  function hasMistake(place) {
    return place.querySelector("[aria-invalid=true]") !== null;
  }
  // What somebody went on to type while the form was on its way: name and value of each field.
  function typedSince(form, sent) {
    const now = [...new FormData(form)];
    return now.filter(([name, value]) => form.elements[name].type !== "hidden" && value !== sent.get(name));
  }
  // It stands in the form that comes in the place of that one; who is typing there, types on.
  function putBack(form, since) {
    for (const [name, value] of since) {
      const field = form.elements[name];
      if (!field || (field.options && ![...field.options].some((option) => option.value === value))) continue;
      field.value = value;
    }
    if (since.length) for (const wrong of form.querySelectorAll("[data-focus-on-load]")) delete wrong.dataset.focusOnLoad;
  }
  function isTyping() {
    return [...root.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
  }
  // What stands in a form that came back, was chosen there.
  function choose(form) {
    for (const field of form?.querySelectorAll("input:checked[id], select[id]") || []) field.dataset.chosen = "yes";
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

  // A button does its work without leaving the page, so that what somebody types beside it stays. What is refused comes
  // back in its place, with what was typed and the mistake beside its field. A contribution that did not arrive is sent
  // by itself when there is a connection: with its id it stands there once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-live]") || event.defaultPrevented) return;
    event.preventDefault();
    send(form, again || new FormData(form, event.submitter));
  });

  // As it was sent the first time: what is typed there since, is not finished.
  function sendAgain(waiting) {
    again = waiting.data;
    if (waiting.form.isConnected) waiting.form.requestSubmit();
    else send(waiting.form, waiting.data);
    again = null;
  }

  async function send(form, data) {
    const number = ++underway;
    if (unsent?.form === form) unsent = null;
    root.setAttribute("aria-busy", "true");
    try {
      const headers = { "X-Regie-Live": "1", "X-Requested-With": "XMLHttpRequest" };
      const [answer, words] = await fetched(form.action, { method: "POST", body: data, headers }, PATIENCE);
      if (answer.status >= 500) throw new Error("no answer");
      if (answer.ok) clear(form, words, data);
      connected();
      if (!answer.ok || number === underway) take(answer, words, answer.ok ? null : form, data);
      else await fetchParts(data).finally(() => confirm(words));
    } catch (trouble) {
      const isLost = trouble instanceof TypeError || trouble instanceof DOMException;
      if (isLost && form.querySelector("[data-sent-once]")) unsent = { form, data };
      lost();
      if (!unsent) line.textContent = line.dataset.unsent;
    }
    root.removeAttribute("aria-busy");
    document.dispatchEvent(new CustomEvent("htmx:finally:request")); // the buttons can be pressed again
    later();
  }

  // What was fetched over the answer to a deed, does not know that it was done.
  function confirm(words) {
    const fresh = new DOMParser().parseFromString(words, "text/html").getElementById("live-messages");
    if (fresh) document.getElementById("live-messages")?.replaceWith(fresh);
  }

  // Sent: the form is empty but for what was typed meanwhile, and that is another contribution, of the same kind.
  function clear(form, words, sent) {
    const once = form.querySelector("[data-sent-once]");
    const since = typedSince(form, sent).map(([name]) => name);
    for (const field of form.querySelectorAll("textarea, input[type=text]")) {
      field.defaultValue = "";
      if (!since.includes(field.name)) field.value = "";
    }
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    for (const field of form.querySelectorAll(once ? "select" : "select, input")) delete field.dataset.chosen;
    if (!once && !since.length) form.reset();
    const next = words.match(/data-next="([0-9a-f-]{36})"/);
    if (once && next) once.value = next[1];
    const status = form.querySelector("[data-draft-status]");
    if (status) delete status.dataset.state;
    if (status) status.querySelector("[data-draft-text]").textContent = "";
    const folded = form.closest("details[data-keep]");
    if (folded && !since.length) folded.open = false;
    // The draft of what was sent is gone, and with it what was typed since: that is kept anew.
    if (since.length) form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const teller = document.createElement("p");
  teller.className = "rg-hidden";
  teller.setAttribute("role", "status");
  root.append(teller);
  if (root.querySelector("#say textarea")?.value) choose(root.querySelector("#say"));
  tell();
  later();
})();
