// Has the addon ready after npm install: a prebuilt one where there is one for this machine, else it
// is built by node-gyp, which npm brings along. PHONY_NODEDIR names the folder whose include/node
// holds Node's headers; else /usr where they lie there, so that nothing is downloaded.
//
//   node scripts/install.js [--build]     --build: also where there is a prebuilt one

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const prebuilt = join(root, 'prebuilds', `${process.platform}-${process.arch}`, 'phony.node');

/** Whether the headers of a folder are those of this very series of Node. @param {string} folder */
function hasHeaders(folder) {
    const header = join(folder, 'include', 'node', 'node_version.h');
    const major =
        existsSync(header) && /NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(header, 'utf8'))?.[1];
    return major === process.versions.node.split('.')[0];
}

function build() {
    const beside = dirname(dirname(process.execPath)); // as Node's own archives lie
    const folder = process.env.PHONY_NODEDIR ?? ['/usr', beside].find(hasHeaders);
    const args = [
        'rebuild',
        ...(folder ? [`--nodedir=${folder}`] : []),
        ...(process.env.PHONY_GYP ?? '').split(' ').filter(Boolean),
    ];
    const { status, error } = spawnSync('node-gyp', args, {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (error) process.stderr.write(`node-gyp cannot be run (${error.message}): run this by npm\n`);
    return status ?? 1;
}

process.exitCode = existsSync(prebuilt) && !process.argv.includes('--build') ? 0 : build();
