// Says that a passkey did not work, in the words of the page. The scripts of allauth do the rest.
(function () {
  "use strict";
  document.addEventListener("allauth.error", (event) => {
    const box = document.querySelector("[data-passkey-trouble]");
    if (!box) return;
    event.preventDefault(); // it is told here, not in the console
    box.hidden = false;
  });
})();
