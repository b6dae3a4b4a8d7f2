// Figures: JSON lines of {"name", "per_second"}, or {"name", "ms"}; the best of several rounds, each
// beside its peers. Of one thread: it is what a program waits for.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Phony } from './index.js';

const here = dirname(fileURLToPath(import.meta.url));
const ROUNDS = 7;

const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** Values per second, of the fastest round. @param {number} count @param {(count: number) => any} work */
async function rate(name, count, work) {
    let best = Infinity;
    await work(Math.ceil(count / 10));
    for (let round = 0; round < ROUNDS; round++) {
        const start = performance.now();
        await work(count);
        best = Math.min(best, performance.now() - start);
    }
    print({ name, per_second: Math.round((count / best) * 1000) });
}

/** So that no value is made for nothing. */
let characters = 0;
const calls = (make) => (count) => {
    for (let i = 0; i < count; i++) characters += make().length;
};

const p = new Phony({ seed: 42 });
const held = p.name();
await rate(
    'node call',
    2_000_000,
    calls(() => p.name().full()),
);
await rate(
    'node call of a held generator',
    2_000_000,
    calls(() => held.full()),
);
await rate('node take', 100_000, (count) => p.name().take(count));
await rate('node batch', 100_000, (count) => p.name().batch(count));
await rate('node batch of 1000000', 1_000_000, (count) => p.name().batch(count));
await rate('node columns', 1_000_000, (count) => p.name().columns(count));

const peer = (name) => import(name).catch(() => null);
const faker = await peer('@faker-js/faker');
if (faker) {
    await rate(
        'faker fullName',
        200_000,
        calls(() => faker.faker.person.fullName()),
    );
    await rate('faker multiple', 100_000, (count) =>
        faker.faker.helpers.multiple(() => faker.faker.person.fullName(), { count }),
    );
}
const falso = await peer('@ngneat/falso');
if (falso) {
    await rate(
        'falso',
        500_000,
        calls(() => falso.randFullName()),
    );
    await rate('falso batch', 100_000, (length) => falso.randFullName({ length }));
}

/** Milliseconds of a whole process: the least of several, those of all kinds taken in turn. */
function processes(scripts) {
    const times = scripts.map(() => []);
    for (let round = 0; round < 15; round++) {
        scripts.forEach((args, index) => {
            const start = performance.now();
            spawnSync(process.execPath, args, { cwd: here });
            times[index].push(performance.now() - start);
        });
    }
    return times.map((list) => Math.min(...list));
}

const first = 'new Phony({ seed: 42 }).name().full()';
const asModule = (text) => ['--input-type=module', '-e', text];
const [bare, bareModule, required, imported] = processes([
    ['-e', '0'],
    asModule('0'),
    ['-e', `const { Phony } = require('.'); ${first}`],
    asModule(`import { Phony } from './index.js'; ${first}`),
]);
const round = (ms) => Math.round(ms * 10) / 10;
print({ name: 'node import', ms: round(required - bare) });
print({ name: 'node import of an ES module', ms: round(imported - bareModule) });
print({ name: 'node process with import', ms: round(required) });
print({ name: 'node process alone', ms: round(bare) });
if (!characters) process.exitCode = 1;
