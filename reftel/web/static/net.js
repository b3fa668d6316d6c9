// The picture of a net: what /graph/ID.json tells, drawn by cytoscape. The list beneath says the same.
"use strict";
(function () {
  const place = document.getElementById("picture");
  if (!place || typeof cytoscape !== "function") return;
  // cytoscape would add a style element, which the page's policy forbids; net.css has its one rule.
  if (!document.getElementById("__________cytoscape_stylesheet")) {
    const stand = document.createElement("template");
    stand.id = "__________cytoscape_stylesheet";
    document.body.append(stand);
  }
  const look = getComputedStyle(document.documentElement);
  const colour = (name) => look.getPropertyValue(name).trim();

  // What the list beneath calls each cable: one without a number goes by another name than its address.
  const names = new Map();
  for (const link of document.querySelectorAll("a.ref")) {
    names.set(decodeURIComponent(link.pathname.split("/").pop()), link.textContent);
  }

  function elements(net) {
    const edges = new Map();
    for (const each of net.edges) {
      if (!each.target || each.target === each.source) continue;
      const key = each.source + ">" + each.target;
      const listed = !each.anchor;
      const known = edges.get(key);
      if (known) known.data.listed = known.data.listed || listed;
      else edges.set(key, { data: { id: key, source: each.source, target: each.target, listed: listed } });
    }
    const nodes = net.nodes.map((each) => ({
      data: { id: each.id, label: names.get(each.id) || each.id, kind: each.id === net.id ? "centre" : each.held ? "held" : "absent" },
    }));
    return nodes.concat([...edges.values()]);
  }

  function draw(net) {
    place.hidden = false;
    for (const key of document.querySelectorAll("[data-key]")) key.hidden = false;
    const picture = cytoscape({
      container: place,
      elements: elements(net),
      minZoom: 0.2,
      maxZoom: 3,
      style: [
        { selector: "node", style: { label: "data(label)", "font-size": 9, color: colour("--ink"), width: 14, height: 14,
          "background-color": colour("--link"), "text-valign": "bottom", "text-margin-y": 3 } },
        { selector: "node[kind = 'absent']", style: { "background-color": colour("--paper"), "border-width": 1.5,
          "border-style": "dashed", "border-color": colour("--quiet"), color: colour("--quiet") } },
        { selector: "node[kind = 'centre']", style: { "background-color": colour("--accent"), width: 20, height: 20 } },
        { selector: "edge", style: { width: 1.2, "line-color": colour("--quiet"), "target-arrow-color": colour("--quiet"),
          "target-arrow-shape": "triangle", "arrow-scale": 0.8, "curve-style": "bezier" } },
        { selector: "edge[!listed]", style: { "line-style": "dotted" } },
      ],
      layout: { name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, padding: 24,
        idealEdgeLength: () => 70, nodeRepulsion: () => 9000 },
    });
    picture.on("tap", "node", (event) => {
      const data = event.target.data();
      const below = data.kind === "absent" ? place.dataset.missing : place.dataset.held;
      window.location.assign(below + "/" + encodeURIComponent(data.id));
    });
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", document.querySelector("h1").textContent);
  }

  fetch(place.dataset.from)
    .then((answer) => (answer.ok ? answer.json() : null))
    .then((net) => { if (net && net.nodes.length > 1) draw(net); })
    .catch(() => {});
})();
