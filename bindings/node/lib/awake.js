// What is kept ready of the library's things that take megabytes: so many at a time, of all Phonys
// of a context. What nobody uses any more is freed by the garbage collector, but in a turn of the
// event loop alone: a program that makes one thing after another without a turn would run out of
// memory.

export class Awake {
    #most;
    #things = new Set();

    /** @param {number} most */
    constructor(most) {
        this.#most = most;
    }

    /** Puts the one to sleep that has been awake longest; one at work has another round. */
    add(thing) {
        this.#things.add(thing);
        if (this.#things.size <= this.#most) return;
        const [oldest] = this.#things;
        this.#things.delete(oldest);
        if (!oldest.sleep()) this.#things.add(oldest);
    }

    delete(thing) {
        this.#things.delete(thing);
    }
}
