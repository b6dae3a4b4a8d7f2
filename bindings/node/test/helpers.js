// What the tests have in common.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The package, and the checkout that it lies in. */
export const here = dirname(dirname(fileURLToPath(import.meta.url)));
export const checkout = dirname(dirname(here));

/** The command line program of the same build. */
export const cli = process.env.PHONY ?? join(checkout, 'build', 'release', 'phony-cli', 'phony');

export const example = (name) => join(checkout, 'spec', 'examples', name);

/** A folder that goes with the test. */
export function folder() {
    const path = mkdtempSync(join(tmpdir(), 'phony-node-'));
    onTestFinished(() => rmSync(path, { recursive: true, force: true }));
    return path;
}

/** Runs a program in a process of its own; the environment is ours and what is given. */
export function node(script, { env = {}, args = [], cwd = here } = {}) {
    const done = spawnSync(process.execPath, [...args, '-e', script], {
        cwd,
        env: { ...process.env, NODE_OPTIONS: '', ...env },
        encoding: 'utf8',
        timeout: 60_000,
    });
    return { status: done.status, signal: done.signal, out: done.stdout, err: done.stderr };
}

/** What `phony generate` prints of seed 42. */
export const generate = (...args) =>
    spawnSync(cli, ['generate', '--seed', '42', ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 })
        .stdout;

/** All bytes of a stream, as text. */
export async function textOf(stream) {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
}

/** The error that a function throws, or a promise is rejected with. */
export async function errorOf(work) {
    try {
        await work();
    } catch (error) {
        return error;
    }
    throw new Error('nothing was thrown');
}
