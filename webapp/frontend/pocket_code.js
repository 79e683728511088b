const SVG = "http://www.w3.org/2000/svg";
const QUIET_ZONE = 4;

/** A code as the server's formats/qr.py draws it: one path, one unit a module. */
export function code({ size, path }, title) {
  const edge = -QUIET_ZONE - 0.5;
  const side = size + 2 * QUIET_ZONE;
  const svg = shape("svg", {
    viewBox: `${edge} ${edge} ${side} ${side}`,
    role: "img",
    "aria-label": title,
  });
  svg.setAttribute("shape-rendering", "crispEdges");
  const paper = shape("path", { fill: "#fff", d: `M${edge}${edge}h${side}v${side}h-${side}z` });
  const ink = { fill: "none", stroke: "#000", "stroke-linecap": "square", d: path };
  svg.append(paper, shape("path", ink));
  return svg;
}

function shape(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
