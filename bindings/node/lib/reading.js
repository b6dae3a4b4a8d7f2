// Streams of what is made in the library, a batch at a time.

import { Readable } from 'node:stream';

/**
 * A stream of what `next` gives: lists of chunks, null at the end. Between two lists whoever else
 * waits for the event loop has a turn.
 */
export function reading(next, end, options) {
    let left = [];
    let at = 0;
    const put = (stream) => {
        while (at < left.length && stream.push(left[at++]));
    };
    const fetch = (stream) => {
        if (stream.destroyed) return;
        try {
            do left = next();
            while (left?.length === 0);
        } catch (error) {
            return void stream.destroy(error);
        }
        at = 0;
        if (left) put(stream);
        else stream.push(null);
    };
    return new Readable({
        ...options,
        read() {
            if (at < left.length) put(this);
            else setImmediate(fetch, this);
        },
        destroy(error, done) {
            end();
            done(error);
        },
    });
}
