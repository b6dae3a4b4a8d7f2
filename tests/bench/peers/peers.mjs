// Other generators, one thread, values into memory: "NAME<tab>VALUES A SECOND" a line, the median of
// five runs. The n-gram one learns the same list at the same order as ours: three letters of context.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
let used = 0; // so that nothing is optimised away

function measure(name, make) {
  const rates = [];
  for (let run = 0; run < 6; run++) {
    const began = performance.now();
    let count = 0, took = 0;
    while ((took = performance.now() - began) < 500) {
      for (let i = 0; i < 200; i++) used += make().length;
      count += 200;
    }
    if (run > 0) rates.push(count / took * 1000);
  }
  rates.sort((a, b) => a - b);
  console.log(`peer: ${name}\t${Math.round(rates[2])}`);
}

const words = readFileSync('/usr/share/dict/words', 'utf8').trim().split('\n');
const Foswig = require('foswig').default;
const chain = new Foswig(3, words);
measure('foswig words, 3 letters of context', () => chain.generate({ allowDuplicates: true }));

const { faker } = await import('@faker-js/faker');
measure('faker-js fullName (fixed lists)', () => faker.person.fullName());

const falso = require('@ngneat/falso');
measure('falso randFullName (fixed lists)', () => falso.randFullName());

if (used < 0) console.error(used);
