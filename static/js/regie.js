// What makes the pages quicker to work with. Every page works without it.
// Each part listens on the document, so that it also serves what htmx puts in later.
// Texts never stand here: a page brings its own words in data attributes.
(function () {
  "use strict";

  // --- Focus: on what went wrong, and back where it was after a part of the page is replaced -----------------------

  function focusOn(element) {
    if (!element.matches("a[href], button, input, select, textarea, [tabindex]")) element.tabIndex = -1;
    element.focus();
  }

  // Once: what took the focus before does not take it again when another part of the page is replaced.
  function focusOnWhatIsWrong() {
    const wrong = document.querySelector("[data-focus-on-load]");
    if (!wrong) return false;
    delete wrong.dataset.focusOnLoad;
    focusOn(wrong);
    return true;
  }
  document.addEventListener("DOMContentLoaded", focusOnWhatIsWrong);

  // htmx keeps the focus on an element with the same id. What it cannot know: that an error in the new part goes first,
  // and that the button that was pressed may be gone. Then the new part itself takes the focus, quietly.
  let pressed = null;
  document.addEventListener("htmx:before:request", (event) => {
    pressed = event.target.contains(document.activeElement) ? document.activeElement : null;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const { target, swap } = event.detail.ctx;
    if (swap === "none" || !target) return;
    const place = target.isConnected ? target : document.getElementById(target.id); // replaced by one with its id
    const lost = pressed && !pressed.isConnected && document.activeElement === document.body;
    if (!focusOnWhatIsWrong() && lost && place) focusOn(place);
    pressed = null;
  });

  // --- The part that one is in, in sight in a bar that scrolls sideways -------------------------------------------------

  document.addEventListener("DOMContentLoaded", () => {
    const here = document.querySelector(".rg-subnav__list [aria-current]");
    const bar = here?.closest(".rg-subnav__list");
    if (bar) bar.scrollLeft = here.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2;
  });

  // --- A form is sent once --------------------------------------------------------------------------------------------
  // Not by disabling the button: that would take it out of what is sent, and away from who uses a keyboard.

  // In the capture phase, so that a second press reaches neither the browser nor htmx.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.getAttribute("method")?.toLowerCase() !== "post") return;
      if (form.dataset.sent) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      form.dataset.sent = "yes";
      for (const button of form.querySelectorAll("[type=submit]")) button.setAttribute("aria-disabled", "true");
      setTimeout(() => sendableAgain(document), 10000); // a download leaves the page where it is
    },
    true,
  );

  function sendableAgain(root) {
    for (const form of root.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
  }
  addEventListener("pageshow", () => sendableAgain(document)); // back in the browser: the page may come from its memory
  document.addEventListener("htmx:finally:request", () => sendableAgain(document));

  // --- Trouble: no answer, or an answer that is an error -----------------------------------------------------------------

  function trouble(kind) {
    const box = document.querySelector("[data-trouble]");
    if (!box) return;
    const text = box.querySelector("[data-trouble-text]");
    text.textContent = text.dataset[kind];
    box.hidden = false;
  }
  document.addEventListener("htmx:error", () => trouble(navigator.onLine ? "error" : "offline"));
  document.addEventListener("htmx:response:error", (event) => {
    const status = event.detail.ctx.response.status;
    if (status === 404) trouble("gone");
    else if (status >= 500) trouble("error"); // 409 and 422 bring their own words in the page
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const box = document.querySelector("[data-trouble]");
    if (box && event.detail.ctx.response?.status < 400) box.hidden = true;
  });

  // --- Boxes that grow with the text, where the browser does not do it by itself -------------------------------------------

  function grow(box) {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  }
  if (!CSS.supports("field-sizing", "content")) {
    document.addEventListener("input", (event) => event.target.matches("textarea") && grow(event.target));
    document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("textarea").forEach(grow));
    document.addEventListener("htmx:after:swap", () => document.querySelectorAll("textarea").forEach(grow));
  }

  // --- Short questions, menus, printing -----------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog").close();
    if (event.target.matches("dialog")) event.target.close(); // beside the box
    if (event.target.closest("[data-trouble-close]")) event.target.closest("[data-trouble]").hidden = true;
    if (event.target.closest("[data-print]")) print();
    for (const menu of document.querySelectorAll("[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of document.querySelectorAll("[data-menu][open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
      return;
    }
    // One letter, never while somebody types, and who is bothered by it switches it off (WCAG 2.1.4).
    if (event.ctrlKey || event.metaKey || event.altKey || keysAreOff()) return;
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    const link = /^[a-z]$/.test(event.key) && document.querySelector(`a[data-key="${event.key}"]`);
    if (link) link.click();
  });

  // --- Keys of one letter can be switched off, on this device --------------------------------------------------------------------

  function keysAreOff() {
    try {
      return localStorage.getItem("regie-keys") === "off";
    } catch {
      return false;
    }
  }
  function showKeys() {
    for (const button of document.querySelectorAll("[data-keys-toggle]")) {
      button.setAttribute("aria-pressed", String(!keysAreOff()));
    }
    document.documentElement.toggleAttribute("data-keys-off", keysAreOff());
  }
  document.addEventListener("DOMContentLoaded", showKeys);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keys-toggle]")) return;
    try {
      localStorage.setItem("regie-keys", keysAreOff() ? "on" : "off");
    } catch {
      // a private window: the keys stay on
    }
    showKeys();
  });
})();
