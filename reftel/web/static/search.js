/* The histogram by month: a span of months is taken by dragging over it, or with two sliders by keyboard. Without this
   file the columns are links, and the two boxes below take the months. */
"use strict";

(function () {
  // What is pressed and moved within so few pixels is a click on a column.
  var STILL = 5;

  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:afterSettle", prepare);

  function prepare() {
    document.querySelectorAll(".months:not(.scripted)").forEach(function (section) { new Span(section); });
  }

  function Span(section) {
    var self = this;
    this.first = months(section.dataset.first);
    this.many = months(section.dataset.last) - this.first + 1;
    this.plot = section.querySelector(".plot");
    this.form = section.querySelector(".span");
    this.boxes = [this.form.elements.namedItem("from"), this.form.elements.namedItem("to")];
    this.shade = document.createElement("div");
    this.shade.className = "taken";
    this.ends = [section.dataset.from, section.dataset.to].map(function (label, side) { return self.end(label, side); });
    this.plot.append(this.shade, this.ends[0], this.ends[1]);
    section.classList.add("scripted");
    this.read();
    this.form.addEventListener("input", function () { self.read(); });
    this.plot.addEventListener("pointerdown", function (event) { self.press(event); });
    this.plot.addEventListener("dragstart", function (event) { event.preventDefault(); });
    this.plot.addEventListener("click", function (event) {
      if (self.dragged) event.preventDefault();
      self.dragged = false;
    }, true);
  }

  Span.prototype.end = function (label, side) {
    var self = this;
    var end = document.createElement("span");
    end.className = "end";
    end.tabIndex = 0;
    end.setAttribute("role", "slider");
    end.setAttribute("aria-label", label);
    end.setAttribute("aria-valuemin", "0");
    end.setAttribute("aria-valuemax", String(this.many - 1));
    end.addEventListener("keydown", function (event) { self.key(event, side); });
    return end;
  };

  // What the two boxes say, as places from the first month; an empty one means its end.
  Span.prototype.read = function () {
    var last = this.many - 1;
    var values = this.boxes.map(function (box) { return /^\d{4}-\d\d$/.test(box.value) ? months(box.value) : NaN; });
    this.span = [
      isNaN(values[0]) ? 0 : clamp(values[0] - this.first, 0, last),
      isNaN(values[1]) ? last : clamp(values[1] - this.first, 0, last),
    ];
    this.draw();
  };

  Span.prototype.take = function (from, to) {
    this.span = [Math.min(from, to), Math.max(from, to)];
    this.boxes.forEach(function (box, side) { box.value = month(this.first + this.span[side]); }, this);
    this.draw();
  };

  Span.prototype.draw = function () {
    var part = 100 / this.many;
    var left = this.span[0] * part;
    var right = (this.span[1] + 1) * part;
    this.shade.style.left = left + "%";
    this.shade.style.width = Math.max(0, right - left) + "%";
    this.shade.hidden = this.span[0] === 0 && this.span[1] === this.many - 1;
    this.ends.forEach(function (end, side) {
      end.style.left = (side ? right : left) + "%";
      end.setAttribute("aria-valuenow", String(this.span[side]));
      end.setAttribute("aria-valuetext", words(this.first + this.span[side]));
    }, this);
  };

  Span.prototype.at = function (event) {
    var box = this.plot.getBoundingClientRect();
    return clamp(Math.floor(((event.clientX - box.left) / box.width) * this.many), 0, this.many - 1);
  };

  Span.prototype.press = function (event) {
    if (event.button !== 0 || !event.isPrimary) return;
    var self = this;
    var side = this.ends.indexOf(event.target);
    // One end is drawn by its handle; elsewhere a new span begins.
    var anchor = side < 0 ? this.at(event) : this.span[1 - side];
    var start = event.clientX;
    var before = this.span.slice();
    var moved = false;
    function move(now) {
      if (!moved && Math.abs(now.clientX - start) < STILL) return;
      moved = true;
      self.take(anchor, self.at(now));
    }
    function stop(now) {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", stop);
      document.removeEventListener("pointercancel", stop);
      if (!moved) return;
      self.dragged = side < 0;
      if (now.type === "pointerup") return self.form.requestSubmit();
      self.take(before[0], before[1]);
    }
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", stop);
    document.addEventListener("pointercancel", stop);
  };

  var STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -1e6, End: 1e6 };

  Span.prototype.key = function (event, side) {
    if (event.key === "Enter") {
      event.preventDefault();
      return this.form.requestSubmit();
    }
    if (event.key === "Escape") {
      this.form.reset();
      return this.read();
    }
    if (!(event.key in STEPS)) return;
    event.preventDefault();
    var low = side ? this.span[0] : 0;
    var high = side ? this.many - 1 : this.span[1];
    var moved = clamp(this.span[side] + STEPS[event.key], low, high);
    this.take(side ? this.span[0] : moved, side ? moved : this.span[1]);
  };

  function months(text) { return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1; }

  function month(number) {
    return String(Math.floor(number / 12)).padStart(4, "0") + "-" + String((number % 12) + 1).padStart(2, "0");
  }

  function words(number) {
    var day = new Date(Date.UTC(Math.floor(number / 12), number % 12, 1));
    return day.toLocaleDateString(document.documentElement.lang, { month: "long", year: "numeric", timeZone: "UTC" });
  }

  function clamp(value, low, high) { return Math.min(Math.max(value, low), high); }
})();
