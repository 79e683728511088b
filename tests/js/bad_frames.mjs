/*
 * Frames as a phone's camera gives them in a hall, each bad in one way: made from a seed, so that
 * everybody who measures has the same. A frame is grey: `{width, height, data}`, a byte a pixel.
 */
import { encodeQR } from "qr";

export const KINDS = ["blur", "tilt", "dark", "glare", "small", "turned", "inverted", "all at once"];
const WIDTH = 1280;
const HEIGHT = 720;
const QUIET = 4;
const WALL = 90;

/** `count` frames of a kind as `{kind, text, frame}`. */
export function* badFrames(kind, count, seed = 1) {
  const random = numbers(seed * 1_000 + KINDS.indexOf(kind));
  for (let made = 0; made < count; made += 1) {
    const text = `https://hallway.example/c/${letters(random, 26)}`;
    const bordered = encodeQR(text, "raw", { ecc: "medium", border: 1 });
    const modules = bordered.slice(1, -1).map((row) => row.slice(1, -1));
    yield { kind, text, frame: photograph(modules, kind, random) };
  }
}

/** What the camera sees of a code's modules (`true` is dark). */
function photograph(modules, kind, random) {
  const of = (low, high) => low + (high - low) * random();
  const is = (name) => kind === name || kind === "all at once";
  const mild = kind === "all at once" ? 0.5 : 1;
  const pitch = is("small") ? of(1.7, 3) / mild : of(5, 9);
  const look = {
    pitch: Math.min(pitch, 8),
    angle: is("turned") ? of(0, 2 * Math.PI) : of(-0.1, 0.1),
    tilt: is("tilt") ? [of(-0.45, 0.45) * mild, of(-0.3, 0.3) * mild] : [0, 0],
    middle: [WIDTH / 2 + of(-120, 120), HEIGHT / 2 + of(-60, 60)],
    ink: is("dark") ? of(14, 22) : of(20, 60),
    paper: is("dark") ? of(34, 50) : of(170, 240),
    noise: is("dark") ? of(2, 5) * mild : of(1, 4),
    glare: is("glare") ? { x: of(-0.5, 0.5), y: of(-0.5, 0.5), size: of(0.12, 0.3) * mild, light: of(120, 220), shade: of(0.3, 0.7) } : null,
    inverted: kind === "inverted",
  };
  const blur = (is("blur") ? of(0.3, 0.75) * mild : 0.2) * look.pitch;
  return noisy(onWall(blurred(drawn(modules, look), blur)), look.noise, random);
}

/** The code on a square of its own, of `side` pixels about `look.middle`. */
function drawn(modules, look) {
  const size = modules.length;
  const whole = size + 2 * QUIET;
  const [sin, cos] = [Math.sin(look.angle), Math.cos(look.angle)];
  const side = Math.min(HEIGHT, Math.ceil(whole * look.pitch * 1.8));
  const data = new Float32Array(side * side);
  const quarters = [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]];
  for (let place = 0; place < data.length; place += 1) {
    const [x, y] = [(place % side) - side / 2, Math.floor(place / side) - side / 2];
    for (const [dx, dy] of quarters) {
      const [right, down] = [(x + dx) / look.pitch, (y + dy) / look.pitch];
      const depth = 1 + (look.tilt[0] * right + look.tilt[1] * down) / whole;
      const column = (right * cos + down * sin) / depth + size / 2;
      const row = (down * cos - right * sin) / depth + size / 2;
      data[place] += shade(modules, row, column, look) / 4;
    }
  }
  return { width: side, height: side, middle: look.middle, data };
}

/** The square somewhere on the grey wall that the camera sees. */
function onWall({ width: side, middle, data }) {
  const frame = new Float32Array(WIDTH * HEIGHT).fill(WALL);
  const [left, top] = middle.map((place) => Math.floor(place - side / 2));
  for (let place = 0; place < data.length; place += 1) {
    const [x, y] = [left + (place % side), top + Math.floor(place / side)];
    if (x >= 0 && x < WIDTH && y >= 0 && y < HEIGHT) frame[y * WIDTH + x] = data[place];
  }
  return { width: WIDTH, height: HEIGHT, data: frame };
}

function shade(modules, row, column, look) {
  const size = modules.length;
  if (Math.min(row, column) < -QUIET || Math.max(row, column) >= size + QUIET) return WALL;
  const isDark = modules[Math.floor(row)]?.[Math.floor(column)] === true;
  const plain = isDark !== look.inverted ? look.ink : look.paper;
  if (!look.glare) return plain;
  const [x, y] = [column / size - 0.5, row / size - 0.5];
  const { glare } = look;
  const near = Math.exp(-(((x - glare.x) ** 2 + (y - glare.y) ** 2) / glare.size ** 2));
  return plain * (1 - glare.shade * (x + 0.5)) + glare.light * near;
}

/** A Gaussian blur of so many pixels, as three boxes one after the other. */
function blurred(image, sigma) {
  const radius = Math.round(Math.sqrt((12 * sigma * sigma) / 3 + 1) / 2 - 0.5);
  let { data } = image;
  for (let pass = 0; radius > 0 && pass < 3; pass += 1) {
    data = box(box(data, image.width, image.height, 1, image.width, radius), image.height, image.width, image.width, 1, radius);
  }
  return { ...image, data };
}

function box(data, length, lines, step, stride, radius) {
  const made = new Float32Array(data.length);
  for (let line = 0; line < lines; line += 1) {
    const at = (place) => data[line * stride + Math.max(0, Math.min(length - 1, place)) * step];
    let sum = 0;
    for (let place = -radius; place <= radius; place += 1) sum += at(place);
    for (let place = 0; place < length; place += 1) {
      made[line * stride + place * step] = sum / (2 * radius + 1);
      sum += at(place + radius + 1) - at(place - radius);
    }
  }
  return made;
}

function noisy({ width, height, data }, amount, random) {
  const bytes = new Uint8ClampedArray(data.length);
  for (let place = 0; place < data.length; place += 1) {
    bytes[place] = data[place] + (random() + random() + random() - 1.5) * 2 * amount;
  }
  return { width, height, data: bytes };
}

function letters(random, count) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return Array.from({ length: count }, () => alphabet[Math.floor(random() * 32)]).join("");
}

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
