// What a program in TypeScript may write, and what it may not: read by tsc, never run.

import {
    Phony,
    NotFoundError,
    PhonyError,
    Generator,
    NameGenerator,
    train,
    type Row,
    type TextColumns,
} from '@phonycloud/phony';
import { faker } from '@phonycloud/phony/faker';

const phony = new Phony({ seed: 42, locale: 'de_DE' });
const name: string = phony.name().male().minLength(5).full();
const mail: string = phony.email();
const towns: string[] = phony.unique('numbered', 10).city.take(3);
const generator: Generator = phony.template('{first} {nick}', { nick: phony.word });
const rows: Row[] = phony
    .schema('shop.pdl.json', { counts: { User: 3 } })
    .entity('User')
    .rows(3)
    .toArray();
const [first]: Iterable<string> = phony.model('city_names');
const columns: Promise<TextColumns> = phony.name().columns(3);
const model = train(['a', 'b'], { mode: 'word', filters: ['lettersOnly'] }).then((made) =>
    phony.model(made).matches(/a+/).take(1),
);
const seed: string = phony.seed(7n).seed();
const colour: 'red' | 'blue' = faker.helpers.arrayElement(['red', 'blue']);
const person: string = faker.person.fullName({ sex: 'female' });

const isNames = (value: unknown) => value instanceof NameGenerator && value.first();
const made = (value: unknown): string => (value instanceof Generator ? value() : '');
function disposed(): string {
    using short = new Phony();
    return short.email();
}

// @ts-expect-error a seed is no fraction of a date
new Phony({ seed: new Date() });
// @ts-expect-error there is no such option
new Phony({ sead: 1 });
// @ts-expect-error a count is a number
phony.name().take('3');
// @ts-expect-error no such way of being unique
phony.unique('often');
// @ts-expect-error names only have first()
phony.email.first();

const isPhony = (error: unknown): string | undefined =>
    error instanceof PhonyError ? error.code : undefined;
export {
    name,
    mail,
    towns,
    generator,
    rows,
    first,
    columns,
    model,
    seed,
    colour,
    person,
    isPhony,
    isNames,
    made,
    disposed,
    NotFoundError,
};
