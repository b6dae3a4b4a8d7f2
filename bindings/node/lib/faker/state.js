// What the modules of a faker share: the Phony that makes texts, and the random numbers.

import { Phony } from '../index.js';
import { random } from './random.js';

/** What Faker takes as a seed: a number, or several. @param {unknown} seed */
const seedText = (seed) => (Array.isArray(seed) ? seed.join(',') : String(seed));

/** Milliseconds since 1970 of a Date, a number or a text. @param {any} moment */
export const instant = (moment) => new Date(moment).getTime();

export class State {
    #root;
    #ready;
    #seed;
    #locale;
    /** @type {() => Date} */
    now = () => new Date();

    /** @param {{seed?: any, locale?: string}} options */
    constructor({ seed = State.fresh(), locale = 'en_US' } = {}) {
        this.#locale = locale;
        this.seed(seed);
    }

    static fresh() {
        return Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
    }

    seed(seed) {
        this.#ready?.phony.close();
        this.#seed = seed;
        this.#ready = null;
        return seed;
    }

    /** Both begin anew after seed(); models stay open. */
    #start() {
        const text = seedText(this.#seed);
        this.#root ??= new Phony({ seed: text, locale: this.#locale });
        return (this.#ready = {
            phony: this.#root.seed(text),
            numbers: random(text),
            kept: new Map(),
        });
    }

    get phony() {
        return (this.#ready ?? this.#start()).phony;
    }

    get numbers() {
        return (this.#ready ?? this.#start()).numbers;
    }

    /** A generator that is made once. @param {string} name @param {(phony: Phony) => any} make */
    generator(name, make) {
        const { phony, kept } = this.#ready ?? this.#start();
        let generator = kept.get(name);
        if (!generator) kept.set(name, (generator = make(phony)));
        return generator;
    }

    /** A whole number from low to high, both included. @param {number} low @param {number} high */
    whole(low, high) {
        const span = high - low + 1;
        return low + Math.min(Math.floor(this.numbers.real() * span), high - low);
    }

    /** @template T @param {readonly T[]} list @returns {T} */
    pick(list) {
        return list[this.whole(0, list.length - 1)];
    }

    /** A count: a number, or one of a range. @param {number | {min: number, max: number}} count */
    count(count) {
        return typeof count === 'number' ? count : this.whole(count.min, count.max);
    }

    /** @template T @param {number | {min: number, max: number}} count @param {() => T} make @returns {T[]} */
    many(count, make) {
        return Array.from({ length: this.count(count) }, make);
    }
}
