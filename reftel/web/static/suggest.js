/* Suggestions while a query is typed: a combobox with a list, after the ARIA Authoring Practices (list autocomplete with
   manual selection). Without this file the box is a plain one. */
"use strict";

(function () {
  var made = 0;

  document.addEventListener("focusin", function (event) {
    var box = event.target;
    if (box instanceof HTMLInputElement && "suggest" in box.dataset && !box.suggestions) {
      box.suggestions = new Suggestions(box);
    }
  });

  function Suggestions(box) {
    var list = document.createElement("ul");
    var told = document.createElement("span");
    var self = this;
    this.box = box;
    this.list = list;
    this.told = told;
    this.chosen = -1;
    list.id = "suggested-" + ++made;
    list.className = "suggested";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.dataset.suggest || "Suggestions");
    list.hidden = true;
    told.className = "unseen";
    told.setAttribute("role", "status");
    box.after(list, told);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-expanded", "false");
    box.setAttribute("aria-controls", list.id);
    box.addEventListener("input", function () { self.ask(); });
    box.addEventListener("keydown", function (event) { self.key(event); });
    box.addEventListener("blur", function () { self.close(); });
    // The box keeps the focus while an item is clicked.
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) {
      var item = event.target.closest("li");
      if (item) self.take(item);
    });
  }

  Suggestions.prototype.ask = function () {
    var self = this;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(function () {
      var typed = self.box.value;
      if (!typed.trim()) return self.close();
      fetch(document.body.dataset.root + "suggest?q=" + encodeURIComponent(typed))
        .then(function (answer) { return answer.ok ? answer.json() : []; })
        .then(function (found) { if (self.box.value === typed) self.show(found); })
        .catch(function () {});
    }, 90);
  };

  Suggestions.prototype.show = function (found) {
    var self = this;
    if (!found.length || document.activeElement !== this.box) return this.close();
    this.list.replaceChildren.apply(this.list, found.map(function (each, place) {
      var item = document.createElement("li");
      item.id = self.list.id + "-" + place;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.query = each.query;
      item.append(part("code", each.query), part("span", each.label, "is"));
      if (each.count) item.append(part("span", each.count.toLocaleString(document.documentElement.lang), "count"));
      return item;
    }));
    this.list.hidden = false;
    this.choose(-1);
    this.box.setAttribute("aria-expanded", "true");
    this.told.textContent = String(found.length);
  };

  Suggestions.prototype.close = function () {
    clearTimeout(this.waiting);
    this.list.hidden = true;
    this.list.replaceChildren();
    this.chosen = -1;
    this.told.textContent = "";
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  };

  Suggestions.prototype.choose = function (place) {
    var items = this.list.children;
    for (var each = 0; each < items.length; each++) items[each].setAttribute("aria-selected", String(each === place));
    this.chosen = place;
    if (place < 0) return this.box.removeAttribute("aria-activedescendant");
    this.box.setAttribute("aria-activedescendant", items[place].id);
    items[place].scrollIntoView({ block: "nearest" });
  };

  Suggestions.prototype.take = function (item) {
    var query = item.dataset.query;
    // A field (origin:) is only the beginning of a term: what comes behind it is suggested next.
    var open = query.endsWith(":");
    this.box.value = open ? query : query + " ";
    this.close();
    if (open) this.ask();
  };

  Suggestions.prototype.key = function (event) {
    var many = this.list.children.length;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) return event.altKey || event.key === "ArrowDown" ? this.ask() : undefined;
      event.preventDefault();
      var step = event.key === "ArrowDown" ? 1 : -1;
      var next = this.chosen + step;
      // From the last item the way leads back into the box, and on to the first.
      this.choose(next >= many ? -1 : next < -1 ? many - 1 : next);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.take(this.list.children[this.chosen]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Tab") {
      this.close();
    }
  };

  function part(name, text, kind) {
    var made = document.createElement(name);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }
})();
