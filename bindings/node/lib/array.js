// Arrays of many values: at once, or made on the thread pool while the last part is put in place.

import * as check from './check.js';
import { native } from './native.js';

/** Parts that are joined at a time: as many as a call may have arguments. */
const GROUP = 4096;

/** Values of a part: as many as the addon makes an array of. */
const PART = 1024;

/** Rows that one job on the thread pool makes: a millisecond, for this thread, to put in place. */
const STEP = 16 * PART;

/** Jobs of one batch at a time: the pool has work while this thread puts values in place. */
const JOBS = 2;

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
        this.count = count;
    }

    /** @param {string[]} part gives how many they are */
    add(part) {
        this.#parts.push(part);
        this.#values += part.length;
        this.#bytes += check.bytesOf(part[part.length - 1]) * part.length;
        return part.length;
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
        at += filling.add(native.list(handle, first + at, Math.min(count - at, PART)));
        if (step % 64 === 63) filling.check();
    }
    return filling.join();
}

/** All parts of a step: of very long values the addon gives fewer at a time. */
async function stepParts(handle, first, count) {
    const parts = [];
    for (let at = 0; at < count; ) {
        const more = await native.lists(handle, first + at, count - at);
        for (const part of more) at += part.length;
        parts.push(...more);
    }
    return parts;
}

/** The same on the thread pool: parts are made there while the last ones are put in place here. */
export function batchArray(cursor, first, count) {
    return cursor.during(async (handle) => {
        const filling = new Filling(count);
        const steps = [];
        let asked = 0;
        const ask = () => {
            if (asked === count) return;
            const rows = Math.min(count - asked, STEP);
            const step = stepParts(handle, first + asked, rows);
            step.catch(() => {}); // told when it is awaited, unless something went wrong before
            steps.push(step);
            asked += rows;
        };
        for (let job = 0; job < JOBS; job++) ask();
        while (steps.length) {
            const parts = await steps.shift();
            ask();
            for (const part of parts) filling.add(part);
            filling.check();
        }
        return filling.join();
    });
}
