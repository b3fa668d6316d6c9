/* The reading room works wholly without this file. With it, results change without a new page. */
"use strict";

// After htmx has put new results in place, tell keyboard and screen-reader users where they are.
document.addEventListener("htmx:afterSettle", function (event) {
  var count = document.getElementById("count");
  if (count && event.detail.target && event.detail.target.id === "main") {
    count.focus({ preventScroll: true });
  }
});

// Suggestions while a query is typed. Without this the box is a plain one.
document.addEventListener("input", function (event) {
  var box = event.target;
  if (!(box instanceof HTMLInputElement) || !("suggest" in box.dataset)) return;
  clearTimeout(box.suggesting);
  box.suggesting = setTimeout(suggest, 120, box);
});

function suggest(box) {
  var typed = box.value;
  fetch(document.body.dataset.root + "suggest?q=" + encodeURIComponent(typed))
    .then(function (answer) { return answer.ok ? answer.json() : []; })
    .then(function (found) {
      if (box.value !== typed) return;
      var list = box.list;
      if (!list) {
        list = document.createElement("datalist");
        list.id = "suggestions-" + document.querySelectorAll("datalist").length;
        box.after(list);
        box.setAttribute("list", list.id);
      }
      list.replaceChildren.apply(list, found.map(function (each) {
        var option = document.createElement("option");
        option.value = each.query;
        option.label = each.label + (each.count ? ", " + each.count : "");
        // Browsers offer only what holds the text in the box; what is meant by its last word may be spelt otherwise.
        if (!each.query.toLowerCase().includes(typed.trim().toLowerCase())) option.label = typed + " \u2192 " + option.label;
        return option;
      }));
    })
    .catch(function () {});
}
