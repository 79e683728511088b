/*
 * Grey pictures, `{width, height, data}` with a byte a pixel, and what makes a code in them easier
 * to read.
 */

/** The brightness of an RGBA picture (Rec. 601 weights). */
export function luma({ width, height, data }) {
  const grey = new Uint8ClampedArray(width * height);
  for (let place = 0, from = 0; place < grey.length; place += 1, from += 4) {
    grey[place] = (data[from] * 77 + data[from + 1] * 151 + data[from + 2] * 28) >> 8;
  }
  return { width, height, data: grey };
}

/** As RGBA, which is what the decoder reads. */
export function rgba({ width, height, data }) {
  const words = new Uint32Array(data.length);
  for (let place = 0; place < data.length; place += 1) {
    words[place] = (0xff000000 | (data[place] * 0x010101)) >>> 0;
  }
  return { width, height, data: new Uint8ClampedArray(words.buffer) };
}

/** The square in the middle, `share` (0 to 1) of the shorter side. */
export function middle({ width, height, data }, share) {
  const side = Math.floor(Math.min(width, height) * share);
  const [left, top] = [(width - side) >> 1, (height - side) >> 1];
  const cut = new Uint8ClampedArray(side * side);
  for (let y = 0; y < side; y += 1) {
    const start = (top + y) * width + left;
    cut.set(data.subarray(start, start + side), y * side);
  }
  return { width: side, height: side, data: cut };
}

/**
 * As a sheet that is leant back to one side by `lean`: its left edge comes 1 + lean/2 as near, its
 * right edge goes 1 - lean/2. What was outside is grey.
 */
export function leant({ width, height, data }, lean) {
  const seen = new Uint8ClampedArray(width * height).fill(128);
  const [across, down] = [width / 2, height / 2];
  for (let x = 0; x < width; x += 1) {
    const depth = 1 - (lean * (x - across)) / width;
    const column = Math.round(across + (x - across) / depth);
    if (column < 0 || column >= width) continue;
    for (let y = 0; y < height; y += 1) {
      const row = Math.round(down + (y - down) / depth);
      if (row >= 0 && row < height) seen[y * width + x] = data[row * width + column];
    }
  }
  return { width, height, data: seen };
}

/** Half as wide and high, each pixel the mean of four: this also takes noise away. */
export function half({ width, height, data }) {
  const [across, down] = [width >> 1, height >> 1];
  const small = new Uint8ClampedArray(across * down);
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      const at = 2 * y * width + 2 * x;
      small[y * across + x] = (data[at] + data[at + 1] + data[at + width] + data[at + width + 1]) >> 2;
    }
  }
  return { width: across, height: down, data: small };
}

/** Twice as wide and high, with straight lines between the pixels: for codes of tiny modules. */
export function double({ width, height, data }) {
  const [across, down] = [2 * width, 2 * height];
  const large = new Uint8ClampedArray(across * down);
  for (let y = 0; y < down; y += 1) {
    const [row, next, below] = between(y, height);
    for (let x = 0; x < across; x += 1) {
      const [column, beside, right] = between(x, width);
      const upper = data[row * width + column] * (4 - right) + data[row * width + beside] * right;
      const lower = data[next * width + column] * (4 - right) + data[next * width + beside] * right;
      large[y * across + x] = (upper * (4 - below) + lower * below + 8) >> 4;
    }
  }
  return { width: across, height: down, data: large };
}

/** The two neighbours of a place at twice the size, and the second one's weight in quarters. */
function between(place, length) {
  const doubled = Math.max(0, 2 * place - 1);
  const first = Math.min(length - 1, doubled >> 2);
  return [first, Math.min(length - 1, first + 1), doubled & 3];
}

/** The contrast drawn out, so that the darkest and the lightest hundredth are black and white. */
export function stretched({ width, height, data }) {
  const counts = new Uint32Array(256);
  for (const value of data) counts[value] += 1;
  const edge = data.length / 100;
  const low = rank(counts, edge);
  const high = rank(counts, data.length - edge);
  const scale = 255 / Math.max(1, high - low);
  const lut = Uint8ClampedArray.from(counts, (_, value) => (value - low) * scale);
  return { width, height, data: data.map((value) => lut[value]) };
}

function rank(counts, wanted) {
  let seen = 0;
  return counts.findIndex((count) => (seen += count) >= wanted);
}

/** Softened by a square of `2 * radius + 1` pixels. */
export function softened(image, radius) {
  const across = softenedRows(image, radius);
  return turned(softenedRows(turned(across), radius));
}

function turned({ width, height, data }) {
  const made = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) made[x * height + y] = data[y * width + x];
  }
  return { width: height, height: width, data: made };
}

function softenedRows({ width, height, data }, radius) {
  const made = new Uint8ClampedArray(data.length);
  const span = 2 * radius + 1;
  for (let start = 0; start < data.length; start += width) {
    const end = start + width - 1;
    let sum = data[start] * (radius + 1);
    for (let step = 1; step <= radius; step += 1) sum += data[Math.min(end, start + step)];
    for (let place = start; place <= end; place += 1) {
      made[place] = sum / span + 0.5;
      sum += data[Math.min(end, place + radius + 1)] - data[Math.max(start, place - radius)];
    }
  }
  return { width, height, data: made };
}

/** What stands out from its surroundings, `strength` times: undoes a part of a blur. */
export function sharpened(image, radius, strength) {
  const soft = softened(image, radius).data;
  const data = image.data.map((value, place) => value + strength * (value - soft[place]));
  return { ...image, data };
}

/** Brightness relative to the surroundings of `radius` pixels, so that shade and glare go. */
export function evened(image, radius) {
  const soft = softened(image, radius).data;
  const data = image.data.map((value, place) => 128 + 160 * ((value - soft[place]) / (soft[place] + 16)));
  return stretched({ ...image, data });
}
