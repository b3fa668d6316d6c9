/* The map of posts: closer and farther, by buttons, by the wheel with Ctrl, and moved by dragging. Without this file it
   is the whole world. */
"use strict";

(function () {
  var MOST = 16;

  function View(map) {
    var self = this;
    this.map = map;
    this.svg = map.querySelector("svg");
    this.circles = Array.from(this.svg.querySelectorAll("circle"), function (circle) {
      return { node: circle, radius: Number(circle.getAttribute("r")) };
    });
    this.whole = { width: this.svg.viewBox.baseVal.width, height: this.svg.viewBox.baseVal.height };
    this.scale = 1;
    this.middle = { x: this.whole.width / 2, y: this.whole.height / 2 };
    var bar = document.createElement("div");
    bar.className = "zoom";
    this.farther = this.button(bar, "\u2212", map.dataset.out, function () { self.zoom(1 / 2); });
    this.closer = this.button(bar, "+", map.dataset.in, function () { self.zoom(2); });
    this.button(bar, "\u25a1", map.dataset.whole, function () { self.zoom(0); });
    map.append(bar);
    this.svg.addEventListener("wheel", function (event) {
      if (!event.ctrlKey) return;
      event.preventDefault();
      self.zoom(event.deltaY < 0 ? 1.4 : 1 / 1.4, self.at(event));
    }, { passive: false });
    this.svg.addEventListener("pointerdown", function (event) { self.drag(event); });
    this.svg.addEventListener("dragstart", function (event) { event.preventDefault(); });
    this.svg.addEventListener("click", function (event) {
      if (self.dragged) event.preventDefault();
      self.dragged = false;
    }, true);
    // A post that is reached by keyboard comes into sight.
    this.svg.addEventListener("focusin", function (event) {
      var circle = event.target.querySelector("circle");
      if (circle && self.scale > 1) {
        self.middle = { x: Number(circle.getAttribute("cx")), y: Number(circle.getAttribute("cy")) };
        self.draw();
      }
    });
    this.draw();
  }

  View.prototype.button = function (bar, sign, label, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.title = label;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    bar.append(made);
    return made;
  };

  View.prototype.at = function (event) {
    var box = this.svg.getBoundingClientRect();
    var view = this.svg.viewBox.baseVal;
    return {
      x: view.x + ((event.clientX - box.left) / box.width) * view.width,
      y: view.y + ((event.clientY - box.top) / box.height) * view.height,
    };
  };

  View.prototype.zoom = function (by, around) {
    var scale = by ? Math.min(MOST, Math.max(1, this.scale * by)) : 1;
    if (around) {
      var share = this.scale / scale;
      this.middle = {
        x: around.x + (this.middle.x - around.x) * share,
        y: around.y + (this.middle.y - around.y) * share,
      };
    }
    this.scale = scale;
    this.draw();
  };

  View.prototype.draw = function () {
    var width = this.whole.width / this.scale;
    var height = this.whole.height / this.scale;
    this.middle.x = Math.min(this.whole.width - width / 2, Math.max(width / 2, this.middle.x));
    this.middle.y = Math.min(this.whole.height - height / 2, Math.max(height / 2, this.middle.y));
    this.svg.setAttribute("viewBox", [this.middle.x - width / 2, this.middle.y - height / 2, width, height].join(" "));
    // Circles grow more slowly than the land, so that those of one region come apart.
    var shrink = Math.pow(this.scale, 0.75);
    this.circles.forEach(function (each) { each.node.setAttribute("r", (each.radius / shrink).toFixed(2)); });
    this.map.classList.toggle("closer", this.scale > 1);
    this.farther.disabled = this.scale <= 1;
    this.closer.disabled = this.scale >= MOST;
  };

  View.prototype.drag = function (event) {
    if (this.scale <= 1 || event.button !== 0) return;
    var self = this;
    var start = { x: event.clientX, y: event.clientY };
    var middle = { x: this.middle.x, y: this.middle.y };
    var box = this.svg.getBoundingClientRect();
    var unit = this.whole.width / this.scale / box.width;
    function move(now) {
      if (Math.abs(now.clientX - start.x) + Math.abs(now.clientY - start.y) > 4) self.dragged = true;
      self.middle = { x: middle.x - (now.clientX - start.x) * unit, y: middle.y - (now.clientY - start.y) * unit };
      self.draw();
    }
    function stop() {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", stop);
      document.removeEventListener("pointercancel", stop);
    }
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", stop);
    document.addEventListener("pointercancel", stop);
  };

  document.querySelectorAll(".map").forEach(function (map) { new View(map); });
})();
