/* The reading room works wholly without this file. With it, results change without a new page. */
"use strict";

// The menu closes where one goes on elsewhere, and by Escape.
document.addEventListener("click", function (event) {
  var menu = document.querySelector("details.more[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", function (event) {
  var menu = document.querySelector("details.more[open]");
  if (menu && event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); }
});

// After htmx has put new results in place, tell keyboard and screen-reader users where they are.
document.addEventListener("htmx:afterSettle", function (event) {
  var count = document.getElementById("count");
  if (count && event.detail.target && event.detail.target.id === "main") {
    count.focus({ preventScroll: true });
  }
});
