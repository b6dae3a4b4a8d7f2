// The drop-in for @faker-js/faker, for programs that import it.
import { createRequire } from 'node:module';

// Not by import: to find the names of a CommonJS file, Node would read it twice.
const drop = createRequire(import.meta.url)('./dist/faker.cjs');

export const { Faker, faker } = drop;
