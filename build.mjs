/*
 * Bundles webapp/frontend into webapp/static/dist. Names carry a hash of their content, and
 * manifest.json says which file each one is now: {"app.js": "app-1A2B3C4D.js", ...}. imports.json
 * says which files app.js needs at once, so that a page can ask for them all together.
 */
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { build } from "esbuild";

const ROOT = fileURLToPath(new URL(".", import.meta.url));
const SOURCE = join(ROOT, "webapp/frontend");
const TEMPLATES = join(ROOT, "webapp/templates");
const DIST = join(ROOT, "webapp/static/dist");
const FONTS = join(ROOT, "webapp/fonts");
const FONT_FILES = [
  "fonts-latin/fonts/NotoSans-Regular.ttf",
  "fonts-latin/fonts/NotoSans-Bold.ttf",
  "fonts-arabic/fonts/NotoNaskhArabic-Regular.ttf",
  "fonts-arabic/fonts/NotoNaskhArabic-Bold.ttf",
];
const MANIFEST = join(DIST, "manifest.json");
const IMPORTS = join(DIST, "imports.json");
const PUBLIC_PATH = "/static/dist/";
// The public pages are never served by the worker; what needs a network comes with its page.
const NOT_PRECACHED = [
  ...["public.css", "exchange.css"],
  ...["passkey_page.js", "push_page.js", "phone_page.js"],
];

const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  charset: "utf8",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  legalComments: "eof",
  logLevel: "warning",
  metafile: true,
  minify: true,
  outdir: DIST,
  target: ["es2022", "safari16"],
};

async function main() {
  await copyFonts();
  const before = await readManifest();
  const files = {
    ...(await bundle(["app.js"], { format: "esm", splitting: true })),
    ...(await bundle(["scan_worker.js"], { format: "iife" })),
    ...(await bundle(["css/app.css", "css/rooms.css", "css/public.css", "css/exchange.css"], {})),
  };
  Object.assign(files, await bundleWorker(files));
  const now = Object.fromEntries(Object.entries(files).sort());
  await Promise.all(Object.values(now).filter((file) => file !== "sw.js").map(pack));
  // The previous version stays for pages and workers that were loaded before this one.
  if (!isEqual(before, now)) await removeAllBut([...Object.values(before), ...Object.values(now)]);
  await writeFile(MANIFEST, `${JSON.stringify(now, null, 2)}\n`);
}

/** Builds the entries; gives `{name: file}`, where a shared chunk is its own name. */
async function bundle(entries, options) {
  const entryPoints = entries.map((entry) => join(SOURCE, entry));
  const { metafile } = await build({ ...COMMON, ...options, entryPoints });
  if (options.splitting) await writeImports(metafile.outputs);
  const outputs = Object.entries(metafile.outputs).map(([path, { entryPoint }]) => {
    const file = basename(path);
    return [entryPoint ? basename(entryPoint) : file, file];
  });
  return Object.fromEntries(outputs);
}

async function writeImports(outputs) {
  const app = Object.values(outputs).find(({ entryPoint }) => entryPoint?.endsWith("/app.js"));
  const atOnce = app.imports.filter(({ kind }) => kind === "import-statement");
  await writeFile(IMPORTS, JSON.stringify(atOnce.map(({ path }) => basename(path))));
}

/** The service worker keeps one address for good, and knows what to keep in its cache. */
async function bundleWorker(files) {
  const kept = Object.entries(files).filter(([name]) => !NOT_PRECACHED.includes(name));
  const assets = kept.map(([, file]) => PUBLIC_PATH + file).sort();
  const version = await digest(assets);
  const define = { BUILD: JSON.stringify({ assets, version }) };
  await bundle(["worker.js"], { format: "iife", entryNames: "sw", define });
  return { "sw.js": "sw.js" };
}

/** Changes with the assets and the templates, because the offline shells are made of both. */
async function digest(assets) {
  const hash = createHash("sha256").update(assets.join("\n"));
  const entries = await readdir(TEMPLATES, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  // Node 18 knows the folder by the older name only.
  const paths = files.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  for (const path of paths.sort()) hash.update(await readFile(path));
  return hash.digest("hex").slice(0, 12);
}

/** The letters of what is printed (formats/fonts.py); no page loads them. */
async function copyFonts() {
  await mkdir(FONTS, { recursive: true });
  const from = (file) => join(ROOT, "node_modules/@embedpdf", file);
  await Promise.all(FONT_FILES.map((file) => copyFile(from(file), join(FONTS, basename(file)))));
}

async function readManifest() {
  await mkdir(DIST, { recursive: true });
  return JSON.parse(await readFile(MANIFEST, "utf8").catch(() => "{}"));
}

/** Writes the file as the server hands it out, for browsers that take it packed. */
async function pack(file) {
  const content = await readFile(join(DIST, file));
  const best = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
  await writeFile(join(DIST, `${file}.br`), brotliCompressSync(content, best));
  await writeFile(join(DIST, `${file}.gz`), gzipSync(content, { level: 9 }));
}

async function removeAllBut(files) {
  const packed = files.flatMap((file) => [`${file}.br`, `${file}.gz`]);
  const keep = new Set([...files, ...packed, basename(MANIFEST), basename(IMPORTS)]);
  const present = await readdir(DIST);
  await Promise.all(present.filter((file) => !keep.has(file)).map((file) => rm(join(DIST, file))));
}

function isEqual(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

try {
  await main();
} catch (error) {
  // What esbuild finds wrong in the sources it has already said itself.
  if (!error.errors) throw error;
  process.exitCode = 1;
}
