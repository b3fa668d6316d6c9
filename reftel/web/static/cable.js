/* The cable page works wholly without this file. With it: copy buttons, cards of cited cables, keys between matches. */
"use strict";

(function () {
  var root = document.documentElement;
  root.classList.add("scripted");

  // A paragraph that stands in another part of a long cable.
  function seek() {
    var name = location.hash.slice(1);
    if (/^par/.test(name) && document.querySelector("[data-parts]") && !document.getElementById(name)) {
      var query = new URLSearchParams(location.search);
      query.delete("part");
      query.set("at", name);
      location.replace("?" + query);
    }
  }
  addEventListener("hashchange", seek);
  seek();

  function make(tag, text, kind) {
    var made = document.createElement(tag);
    if (tag === "button") made.type = "button";
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  // A touch on a word shows its meaning where it stands; a second one goes to the list. Escape hides it.
  document.addEventListener("click", function (event) {
    var word = event.target.closest ? event.target.closest("a.told") : null;
    if (!word || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (word.classList.contains("shown")) return;
    event.preventDefault();
    document.querySelectorAll("a.told.shown").forEach(function (each) { each.classList.remove("shown"); });
    word.classList.remove("hushed");
    word.classList.add("shown");
    word.focus({ preventScroll: true });
  });
  document.addEventListener("focusout", function (event) {
    if (event.target.classList) event.target.classList.remove("shown", "hushed");
  });
  document.addEventListener("pointerout", function (event) {
    if (event.target.classList) event.target.classList.remove("hushed");
  });

  // A paragraph's address, citation and tags, with buttons that copy them.
  function open(share, link) {
    document.querySelectorAll(".tells.open").forEach(function (each) { if (each !== share) each.classList.remove("open"); });
    if (!share.querySelector("button")) {
      var words = document.getElementById("share-words").dataset;
      var close = make("button", "\u00d7", "close");
      close.setAttribute("aria-label", words.close);
      close.addEventListener("click", function () { share.classList.remove("open"); link.focus(); });
      share.prepend(close);
      share.querySelectorAll("dl > div").forEach(function (row) {
        var text = row.querySelector("dd").textContent;
        var copy = make("button", words.copy);
        copy.setAttribute("aria-label", words.copy + ": " + row.querySelector("dt").textContent);
        copy.addEventListener("click", function () {
          navigator.clipboard.writeText(text).then(function () { copy.textContent = words.copied; },
            function () { getSelection().selectAllChildren(row.querySelector("dd")); });
          setTimeout(function () { copy.textContent = words.copy; }, 2000);
        });
        row.querySelector("dd").append(copy);
      });
    }
    share.classList.add("open");
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a.pilcrow") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var share = link.closest(".par").querySelector(".tells");
    if (share.classList.contains("open")) share.classList.remove("open");
    else open(share, link);
  });

  // Places that the search found: one after the other, by buttons and by the keys n and p.
  var bar = document.querySelector(".matches");
  var places = bar ? Array.from(document.querySelectorAll("mark[id]")) : [];
  var current = -1;
  var said;
  function go(to) {
    if (!places.length) return;
    if (current >= 0) places[current].classList.remove("here");
    current = (to + places.length) % places.length;
    places[current].classList.add("here");
    places[current].scrollIntoView({ block: "center" });
    said.textContent = bar.dataset.of.replace("{n}", current + 1);
  }
  if (places.length) {
    said = make("span", "", "place");
    said.setAttribute("role", "status");
    var previous = make("button", "\u2191"), next = make("button", "\u2193");
    previous.setAttribute("aria-label", bar.dataset.previous);
    previous.setAttribute("aria-keyshortcuts", "p");
    next.setAttribute("aria-label", bar.dataset.next);
    next.setAttribute("aria-keyshortcuts", "n");
    previous.addEventListener("click", function () { go(current < 0 ? -1 : current - 1); });
    next.addEventListener("click", function () { go(current + 1); });
    bar.replaceChildren(previous, said, next);
    said.textContent = bar.dataset.of.replace("{n}", "\u2013");
    var named = places.findIndex(function (each) { return "#" + each.id === location.hash; });
    if (named >= 0) go(named);
  }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      hide();
      document.querySelectorAll(".tells.open").forEach(function (each) { each.classList.remove("open"); });
      document.querySelectorAll("a.told:hover, a.told:focus").forEach(function (each) { each.classList.add("hushed"); });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !places.length) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "n") go(current + 1);
    if (event.key === "p") go(current < 0 ? -1 : current - 1);
  });

  // A card of the cable that a link leads to, when one points at it or stands on it.
  var card, wanted, cards = {};
  function hide() {
    wanted = null;
    if (card) { card.remove(); card = null; }
  }
  function show(link, html) {
    if (wanted !== link) return;
    card = make("div", "", "preview");
    card.id = "preview";
    card.setAttribute("role", "tooltip");
    card.append(new DOMParser().parseFromString(html, "text/html").querySelector("article") || "");
    document.body.append(card);
    link.setAttribute("aria-describedby", "preview");
    var box = link.getClientRects()[0] || link.getBoundingClientRect();
    var left = Math.min(box.left, root.clientWidth - card.offsetWidth - 16);
    var below = box.bottom + card.offsetHeight + 12 < innerHeight || box.top < card.offsetHeight + 12;
    card.style.left = Math.max(16, left) + scrollX + "px";
    card.style.top = (below ? box.bottom + 6 : box.top - card.offsetHeight - 6) + scrollY + "px";
  }
  function point(link) {
    hide();
    wanted = link;
    setTimeout(function () {
      if (wanted !== link) return;
      var where = link.dataset.card;
      cards[where] = cards[where] || fetch(where).then(function (answer) { return answer.ok ? answer.text() : ""; });
      cards[where].then(function (html) { if (html) show(link, html); }, function () { delete cards[where]; });
    }, 180);
  }
  ["pointerover", "focusin"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (kind === "pointerover" && event.pointerType === "touch") return;
      var link = event.target.closest ? event.target.closest("a[data-card]") : null;
      if (link) { if (link !== wanted) point(link); return; }
      if (!event.target.closest || !event.target.closest(".preview")) {
        if (kind === "focusin" || (wanted && wanted !== document.activeElement)) setTimeout(function () {
          if (card && !document.querySelector(".preview:hover, a[data-card]:hover, a[data-card]:focus")) hide();
        }, 150);
      }
    });
  });

  // A panel that takes too long says so, and leaves its link.
  ["htmx:timeout", "htmx:sendError", "htmx:responseError"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var panel = event.target.closest ? event.target.closest(".panel") : null;
      if (!panel || panel.classList.contains("slow")) return;
      panel.classList.add("slow");
      panel.prepend(make("p", panel.dataset.slow, "quiet"));
    });
  });
})();
