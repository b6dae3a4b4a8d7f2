// A drop-in for the calls of @faker-js/faker that are used most: the same names, arguments and shapes
// of values; the values themselves come from Phony's models. What is not here is not imitated.

import { State } from './state.js';
import { company, internet, location, lorem, person, phone } from './texts.js';
import { datatype, date, helpers, number, string } from './values.js';

const MODULES = {
    company,
    datatype,
    date,
    helpers,
    internet,
    location,
    lorem,
    number,
    person,
    phone,
    string,
};

export class Faker {
    #state;

    /** @param {{seed?: number | string | (number | string)[], locale?: string}} [options] locale: "de_DE" */
    constructor(options = {}) {
        this.#state = new State(options);
        for (const [name, module] of Object.entries(MODULES)) this[name] = module(this.#state);
    }

    /** All begins anew, of this seed, or of a fresh one; gives the seed. @param {number | number[]} [seed] */
    seed(seed = State.fresh()) {
        return this.#state.seed(seed);
    }

    /** What past and future dates count from; without argument, the moment of the call. */
    setDefaultRefDate(moment = () => new Date()) {
        const fixed = typeof moment === 'function' ? moment : () => new Date(moment);
        this.#state.now = () => new Date(fixed());
    }
}

export const faker = new Faker();
