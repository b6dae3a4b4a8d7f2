// Workers, child processes and clusters: each JavaScript context has its own addon state.
import { fork, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { Phony } from '../index.js';
import { folder, here, node } from './helpers.js';

const run = (script, workerData) =>
    new Promise((resolve, reject) => {
        const worker = new Worker(script, { eval: true, workerData });
        worker.once('message', resolve);
        worker.once('error', reject);
    });

const SCRIPT = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { Phony } = require(workerData.path);
  (async () => {
    const p = new Phony({ seed: workerData.seed });
    const values = await p.name().batch(30_000);
    parentPort.postMessage([values.length, values[29_999], p.name().full(), p.city()]);
  })();`;

describe('worker threads', () => {
    test('make the same values as the main thread, several at once', async () => {
        const seeds = [1, 2, 3, 4];
        const made = await Promise.all(seeds.map((seed) => run(SCRIPT, { seed, path: here })));
        const expected = seeds.map((seed) => {
            const p = new Phony({ seed });
            return [30_000, p.name().at(29_999), p.name().at(30_000), p.city()];
        });
        expect(made).toEqual(expected);
    });

    test('have errors of their own classes', async () => {
        const script = `
      const { parentPort, workerData } = require('node:worker_threads');
      const { Phony, NotFoundError } = require(workerData.path);
      try { new Phony().model('nothing/here')(); } catch (error) { parentPort.postMessage([error instanceof NotFoundError, error.code]); }`;
        expect(await run(script, { path: here })).toEqual([true, 'PHONY_NOT_FOUND']);
    });

    test('may be ended while batches are being made', () => {
        const script = `
      const { Worker } = require('node:worker_threads');
      const code = "const { Phony } = require(" + JSON.stringify(process.cwd()) + "); const { parentPort } = require('node:worker_threads');" +
        "const p = new Phony({ seed: 1 }); p.name().full(); for (let i = 0; i < 8; i++) { p.name().batch(500_000); p.city.columns(500_000); } parentPort.postMessage('begun');";
      (async () => {
        for (let i = 0; i < 6; i++) {
          const worker = new Worker(code, { eval: true });
          await new Promise((resolve) => worker.once('message', resolve));
          await worker.terminate();
        }
        console.log('alive');
      })();`;
        expect(node(script)).toMatchObject({ status: 0, signal: null, out: 'alive\n', err: '' });
    });
});

describe('processes', () => {
    test('that are forked make the same values', async () => {
        const path = join(folder(), 'child.cjs');
        writeFileSync(
            path,
            `const { Phony } = require(${JSON.stringify(here)}); process.send(new Phony({ seed: 7 }).email.take(3)); process.disconnect();`,
        );
        const child = fork(path, { execArgv: [] });
        const values = await new Promise((resolve) => child.once('message', resolve));
        expect(values).toEqual(new Phony({ seed: 7 }).email.take(3));
    });

    test('of a cluster do too', () => {
        const script = `
      const cluster = require('node:cluster');
      const { Phony } = require('.');
      const p = new Phony({ seed: 7 });
      p.email();
      if (cluster.isPrimary) {
        cluster.setupPrimary({ execArgv: process.execArgv });
        const seen = [];
        cluster.on('message', (worker, value) => { seen.push(value); worker.disconnect(); if (seen.length === 2) console.log(seen.join()); });
        cluster.fork();
        cluster.fork();
      } else {
        process.send(p.email());
      }`;
        const path = join(folder(), 'cluster.cjs');
        writeFileSync(path, script.replace("require('.')", `require(${JSON.stringify(here)})`));
        const done = spawnSync(process.execPath, [path], { encoding: 'utf8', timeout: 60_000 });
        const second = new Phony({ seed: 7 }).email.at(1);
        expect(done.stderr).toBe('');
        expect(done.stdout.trim()).toBe(`${second},${second}`);
    });
});
