import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFile, cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const COPIED = ["build.mjs", "package.json", "webapp/frontend", "webapp/templates"];
let house;

before(async () => {
  house = await mkdtemp(join(tmpdir(), "hallway-build-"));
  for (const path of COPIED) await cp(join(ROOT, path), join(house, path), { recursive: true });
  await symlink(join(ROOT, "node_modules"), join(house, "node_modules"));
});

after(() => rm(house, { recursive: true }));

async function build() {
  execFileSync(process.execPath, ["build.mjs"], { cwd: house });
  const dist = join(house, "webapp/static/dist");
  const manifest = JSON.parse(await readFile(join(dist, "manifest.json"), "utf8"));
  const worker = await readFile(join(dist, "sw.js"), "utf8");
  return { manifest, worker, files: await readdir(dist) };
}

test("a build names every file by its content, and the worker by its name alone", async () => {
  const { manifest, files } = await build();
  for (const name of ["app.js", "scan_worker.js", "app.css", "public.css"]) {
    const [stem, ending] = name.split(".");
    assert.match(manifest[name], new RegExp(`^${stem}-[A-Z0-9]{8}\\.${ending}$`));
  }
  assert.equal(manifest["sw.js"], "sw.js");
  const built = Object.values(manifest);
  const packed = built.filter((file) => file !== "sw.js").flatMap((file) => [`${file}.br`, `${file}.gz`]);
  assert.deepEqual([...built, ...packed, "imports.json", "manifest.json"].sort(), files.sort());
});

test("the worker keeps every built file but the public pages' own and what needs a network", async () => {
  const others = ["public.css", "exchange.css", "sw.js"];
  const needANetwork = ["passkey_page.js", "push_page.js", "phone_page.js"];
  const { manifest, worker } = await build();
  for (const [name, file] of Object.entries(manifest)) {
    const isKept = ![...others, ...needANetwork].includes(name);
    assert.equal(worker.includes(`"/static/dist/${file}"`), isKept, name);
  }
});

test("only the scan page's own files hold the decoder", async () => {
  const { manifest } = await build();
  const holders = [];
  for (const [name, file] of Object.entries(manifest)) {
    const text = await readFile(join(house, "webapp/static/dist", file), "utf8");
    if (text.includes("Paul Miller")) holders.push(name);
  }
  assert.deepEqual(holders, ["scan_worker.js"]);
});

test("what every page needs at once is known before it is asked for", async () => {
  const { manifest } = await build();
  const dist = join(house, "webapp/static/dist");
  const imports = JSON.parse(await readFile(join(dist, "imports.json"), "utf8"));
  const app = await readFile(join(dist, manifest["app.js"]), "utf8");
  const named = [...app.matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g)].map(([, file]) => file);
  assert.deepEqual(imports.sort(), [...new Set(named)].sort());
});

test("the same sources give the same files", async () => {
  const first = await build();
  assert.deepEqual(await build(), first);
});

test("the files of one version before stay, older ones go", async () => {
  const css = join(house, "webapp/frontend/css/public.css");
  const versions = [await build()];
  for (const colour of ["red", "blue"]) {
    await appendFile(css, `\n.later { color: ${colour}; }\n`);
    versions.push(await build());
  }
  // Building the same once more is no new version.
  const { files } = await build();
  const present = versions.map(({ manifest }) => files.includes(manifest["public.css"]));
  assert.deepEqual(present, [false, true, true]);
});

test("another template makes another worker, because the shells are made of it", async () => {
  const first = await build();
  await appendFile(join(house, "webapp/templates/base.html"), "<!-- changed -->\n");
  const second = await build();
  assert.deepEqual(second.manifest, first.manifest);
  assert.notEqual(second.worker, first.worker);
});
