/* The reading room works wholly without this file. With it, results change without a new page. */
"use strict";

// After htmx has put new results in place, tell keyboard and screen-reader users where they are.
document.addEventListener("htmx:afterSettle", function (event) {
  var count = document.getElementById("count");
  if (count && event.detail.target && event.detail.target.id === "main") {
    count.focus({ preventScroll: true });
  }
});
