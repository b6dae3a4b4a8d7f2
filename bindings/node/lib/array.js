// Arrays of many values: at once, or made on the thread pool while the last part is put in place.

import * as check from './check.js';
import { parts, STEP } from './cursor.js';
import { native } from './native.js';

/** Parts that are joined at a time: as many as a call may have arguments. */
const GROUP = 4096;

/**
 * An array of `count` values that comes in parts, for as long as there is room for it. Joining the
 * parts at the end is faster than pushing value by value: V8 copies them as memory.
 */
class Filling {
    #parts = [];
    #values = 0;
    #bytes = 0;

    /** @param {number} count */
    constructor(count) {
        check.room(count);
        this.count = count;
    }

    /** @param {string} joined values with the separator between two; gives how many they are */
    add(joined) {
        const more = parts(joined);
        this.#parts.push(more);
        this.#values += more.length;
        this.#bytes += joined.length;
        return more.length;
    }

    /** Whether those that are still to come fit too, if they are like those that came. */
    check() {
        const left = this.count - this.#values;
        if (left) check.room(left, this.#bytes / this.#values);
    }

    /** @returns {string[]} */
    join() {
        let values = [];
        for (let at = 0; at < this.#parts.length; at += GROUP)
            values = values.concat(...this.#parts.slice(at, at + GROUP));
        return values;
    }
}

/** @param {import('./cursor.js').Cursor} cursor @param {number} first @param {number} count */
export function takeArray(cursor, first, count) {
    const filling = new Filling(count);
    const handle = cursor.handle();
    for (let at = 0, step = 0; at < count; step++) {
        at += filling.add(native.text(handle, first + at, Math.min(count - at, 1024)));
        if (step % 64 === 63) filling.check();
    }
    return filling.join();
}

/** The same on the thread pool: one part is made there while the last is put in place here. */
export function batchArray(cursor, first, count) {
    return cursor.during(async (handle) => {
        const filling = new Filling(count);
        const request = (at) => native.texts(handle, first + at, Math.min(count - at, STEP));
        for (let at = 0, next = count ? request(0) : null; next;) {
            const { rows, texts } = await next;
            at += rows;
            next = at < count ? request(at) : null;
            next?.catch(() => {}); // told when it is awaited, unless something went wrong here before
            for (const joined of texts) filling.add(joined);
            filling.check();
        }
        return filling.join();
    });
}
