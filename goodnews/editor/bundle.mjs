// Bundles the editor into the folder that it is given, beside the files it loads by address.
import { cpSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [, , out] = process.argv;
const here = fileURLToPath(new URL(".", import.meta.url));
const cms = `${here}node_modules/@sveltia/cms`;

// No story has highlighted code, maps or drawings, and our own words are English.
const leftOut = {
  name: "left-out",
  setup(bundle) {
    bundle.onResolve({ filter: /^@shikijs|shiki-engine|^terra-draw|^leaflet|^svgo/ }, () => ({
      path: "left-out",
      namespace: "left-out",
    }));
    bundle.onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents: "export default {}" }));
    // It brings its fonts along, and names them on a CDN once more: nobody is asked for those. And a person may
    // want larger letters than it thinks.
    bundle.onLoad({ filter: /cms.npm.index\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8")
        .replace(/url\(https:\/\/cdn\.[^)]*\)/g, "none")
        .replace("`maximum-scale=1`,", ""),
    }));
    bundle.onResolve({ filter: /locales\// }, () => ({ path: `${cms}/locales/en-GB.json` }));
  },
};

await build({
  absWorkingDir: here,
  entryPoints: ["editor.js"],
  outdir: out,
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  chunkNames: "chunks/[name]-[hash]",
  plugins: [leftOut],
  logLevel: "error",
});
cpSync(`${cms}/npm/assets`, `${out}/assets`, { recursive: true, filter: (file) => !/\.map$|marker-icon/.test(file) });
cpSync(`${cms}/LICENSE.txt`, `${out}/LICENSE.txt`);
