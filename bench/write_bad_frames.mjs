/* Writes the bad frames of tests/js/bad_frames.mjs as PPM files; prints [{kind, file, text}].
 * Arguments: the folder, how many of a kind, and the seed (1, on which the treatments were chosen). */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { badFrames, KINDS } from "../tests/js/bad_frames.mjs";

const [, , folder, count, seed = "1"] = process.argv;
const list = [];
for (const kind of KINDS) {
  for (const { text, frame } of badFrames(kind, Number(count), Number(seed))) {
    const file = join(folder, `${list.length}.ppm`);
    const pixels = Uint8Array.from({ length: frame.data.length * 3 }, (_, place) => frame.data[Math.floor(place / 3)]);
    writeFileSync(file, Buffer.concat([Buffer.from(`P6 ${frame.width} ${frame.height} 255\n`), pixels]));
    list.push({ kind, file, text });
  }
}
console.log(JSON.stringify(list));
