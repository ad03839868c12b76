// node scripts/build-console.mjs [--watch]: bundles gateway-api/console into build/console, which the gateway serves.
// `--watch` bundles again whenever a source changes. Types are checked by the compiler, not here.
import { existsSync, readFileSync, writeFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const source = path.join(root, 'gateway-api', 'console');
const target = path.join(root, 'build', 'console');
const watch = process.argv.includes('--watch');
/** What the page needs before any section; known once a build has read everything. */
let shell;

/** The service worker keeps the shell, so it has to know the names of its files; then everything is compressed once. */
const finishBundle = {
  name: 'sunledger-finish-bundle',
  buildStart() {
    shell = undefined;
  },
  closeBundle() {
    // Nothing was written: Vite says why.
    if (!existsSync(path.join(target, 'service-worker.js'))) return;
    const files = readdirSync(target, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(br|gz|map)$/.test(entry.name))
      .map((entry) => path.relative(target, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
    const worker = path.join(target, 'service-worker.js');
    const shell = files
      .filter((name) => name !== 'service-worker.js')
      .map((name) => (name === 'index.html' ? '/' : `/${name}`));
    const text = readFileSync(worker, 'utf8');
    if (!text.includes('__SHELL__')) return;
    writeFileSync(
      worker,
      text.replace(/(["'`])__SHELL__\1/, () => JSON.stringify(JSON.stringify(shell.sort()))),
    );
    for (const name of files.filter((each) => /\.(js|css|svg|json|webmanifest)$/.test(each))) {
      const file = path.join(target, name);
      const content = readFileSync(file);
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
      writeFileSync(`${file}.br`, brotliCompressSync(content, quality));
      writeFileSync(`${file}.gz`, gzipSync(content));
    }
  },
};

const entry = path.join(source, 'main.tsx');
/** Everything that the page's script imports, and what that imports; not what is loaded later. */
function shellModules(bundle) {
  const found = new Set();
  const visit = (id) => {
    if (found.has(id)) return;
    found.add(id);
    bundle.getModuleInfo(id)?.importedIds.forEach(visit);
  };
  visit(entry);
  return found;
}

/**
 * Three kinds of files: the shell, what several sections share, and each section. Many small files would come one after
 * the other, six at a time.
 */
const groups = [
  {
    priority: 2,
    debugName: 'shell',
    name: (id, bundle) => ((shell ??= shellModules(bundle)).has(id) ? 'shell' : null),
  },
  { priority: 1, minShareCount: 2, test: /\/(gateway-api\/console|chaincode\/domain)\//, name: 'shared' },
];

await build({
  configFile: false,
  root: source,
  logLevel: 'warn',
  publicDir: path.join(source, 'public'),
  // The domain draws lots with Node's hash; in the browser ours takes its place.
  resolve: { alias: { 'node:crypto': path.join(source, 'model', 'node-crypto.ts') } },
  build: {
    outDir: target,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    // Nothing inline: the page's policy refuses it.
    assetsInlineLimit: 0,
    watch: watch ? {} : null,
    rolldownOptions: {
      input: {
        index: path.join(source, 'index.html'),
        'service-worker': path.join(source, 'worker', 'service-worker.ts'),
      },
      output: {
        entryFileNames: ({ name }) => (name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        codeSplitting: { groups },
      },
    },
  },
  plugins: [finishBundle],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
