// The drop-in for @faker-js/faker, for programs that import it.
import drop from './dist/faker.cjs';

export const { Faker, faker } = drop;
