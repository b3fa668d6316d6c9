/* Citing and collecting work without this file: it only adds buttons that copy. */
"use strict";

function offerCopies(root) {
  if (!navigator.clipboard) return;
  root.querySelectorAll("button.copy[hidden]").forEach(function (button) { button.hidden = false; });
}

document.addEventListener("click", function (event) {
  var button = event.target instanceof Element && event.target.closest("button.copy");
  if (!button) return;
  var text = button.closest(".citation").querySelector("pre").textContent;
  navigator.clipboard.writeText(text).then(function () {
    var words = button.firstChild;
    var before = words.data;
    if (before === button.dataset.copied) return;
    words.data = button.dataset.copied;
    button.setAttribute("aria-live", "polite");
    setTimeout(function () { words.data = before; }, 2000);
  });
});

offerCopies(document);
