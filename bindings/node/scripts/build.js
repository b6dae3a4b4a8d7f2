// Builds what is not committed: dist/ (one CommonJS file for each entry point, which both import and
// require load, so that there is one class of each), and the addon.
//
//   node scripts/build.js          both
//   node scripts/build.js --dist   dist/ alone

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...path) => join(root, ...path);

/** The drop-in for Faker is a bundle of its own, upon the one that programs load anyway. */
const oneLibrary = {
    name: 'one-library',
    setup: ({ onResolve }) =>
        onResolve({ filter: /^\.\.\/index\.js$/ }, () => ({ path: './index.cjs', external: true })),
};

const bundle = (entry, output) =>
    build({
        entryPoints: [at('lib', entry)],
        outfile: at('dist', output),
        bundle: true,
        keepNames: true, // Phony, not _Phony, in what is printed
        platform: 'node',
        target: 'node18',
        format: 'cjs',
        define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
        plugins: [oneLibrary],
        logLevel: 'warning',
    });

/** Types for programs that require: the same, under the name that TypeScript looks for. */
function types(name) {
    const text = readFileSync(at('types', `${name}.d.ts`), 'utf8');
    copyFileSync(at('types', `${name}.d.ts`), at('dist', `${name}.d.ts`));
    writeFileSync(at('dist', `${name}.d.cts`), text.replace(/'\.\/index\.js'/g, "'./index.cjs'"));
}

mkdirSync(at('dist'), { recursive: true });
await bundle('index.js', 'index.cjs');
await bundle(join('faker', 'index.js'), 'faker.cjs');
['index', 'faker'].forEach(types);

if (!process.argv.includes('--dist')) {
    const { status } = spawnSync('node', [at('scripts', 'install.js'), '--build'], {
        stdio: 'inherit',
    });
    process.exitCode = status ?? 1;
}
