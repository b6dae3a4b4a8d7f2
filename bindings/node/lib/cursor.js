// A cursor: the next row of a recipe, its generator in the library, and values that were made ahead.
// Values follow from seed and row alone, so it does not matter how many are made at a time.

import { native } from './native.js';
import { closedError } from './errors.js';

/** The first value comes fast, and the millionth is cheap. */
const GROWTH = 16;
const BLOCK = 1024;

let count = 0; // of cursors, to tell them apart

export class Cursor {
    id = ++count;
    #make;
    #handle = null;
    #jobs = 0;
    #isClosed = false;
    /** @type {string[]} */
    #block = [];
    #index = 0;
    #end = 0; // the row behind the block
    #size = 1;
    #rows;

    /** @param {() => object} make makes the generator @param {number} rows how many there are */
    constructor(make, rows = Infinity) {
        this.#make = make;
        this.#rows = rows;
    }

    /** The generator, which is made when it is first needed. */
    handle() {
        if (this.#isClosed) throw closedError('Phony');
        return (this.#handle ??= this.#make());
    }

    /** The next value. */
    next() {
        return this.#index < this.#block.length ? this.#block[this.#index++] : this.#refill();
    }

    #refill() {
        const handle = this.handle();
        const size = Math.max(1, Math.min(this.#size, this.#rows - this.#end));
        this.#block = this.#read(handle, size);
        this.#end += this.#block.length;
        this.#index = 1;
        this.#size = Math.min(this.#size * GROWTH, BLOCK);
        return this.#block[0];
    }

    /** A row ahead that has no value must not spoil those before it. */
    #read(handle, size) {
        try {
            return native.list(handle, this.#end, size);
        } catch (error) {
            if (size === 1) throw error;
            return native.list(handle, this.#end, 1);
        }
    }

    /** Puts `count` rows aside and gives the first; they must exist. @param {number} count */
    reserve(count) {
        const first = this.#end - (this.#block.length - this.#index);
        const handle = this.handle();
        if (first + count > this.#rows) native.list(handle, this.#rows, 1); // throws, saying why
        this.#block = [];
        this.#index = 0;
        this.#end = first + count;
        return first;
    }

    /** @param {number | bigint} row */
    at(row) {
        return native.list(this.handle(), row, 1)[0];
    }

    /** What `work` promises of the generator, which is there until then. */
    async during(work) {
        const handle = this.handle();
        this.#jobs++;
        try {
            return await work(handle);
        } finally {
            this.#jobs--;
            if (this.#isClosed) this.#release(handle);
        }
    }

    /** Gives the generator's memory back, if it is not at work; it is made again when it is needed. */
    sleep() {
        if (this.#jobs) return false;
        this.#end -= this.#block.length - this.#index;
        this.#block = [];
        this.#index = 0;
        this.#size = 1; // many that are used in turn must not make a thousand values for each
        if (this.#handle) this.#release(this.#handle);
        return true;
    }

    #release(handle) {
        if (this.#jobs) return;
        this.#handle = null;
        native.release(handle);
    }

    close() {
        if (this.#isClosed) return;
        this.#isClosed = true;
        this.#block = [];
        this.#index = 0;
        if (this.#handle) this.#release(this.#handle);
    }
}
