// The random numbers behind what is no text of a model: numbers, dates, choices. They are a sequence,
// as in Faker: the n-th call after seed() gives the n-th of them.

/** Four words of 32 bits out of a text: FNV-1a from four starts. @param {string} text */
function words(text) {
    return [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35].map((start) => {
        let hash = start;
        for (let i = 0; i < text.length; i++)
            hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
        return hash | 0;
    });
}

/** sfc32, the small fast counting generator of Chris Doty-Humphrey's PractRand. @param {string} seed */
export function random(seed) {
    let [a, b, c, counter] = words(seed);
    const bits = () => {
        const sum = (((a + b) | 0) + counter) | 0;
        counter = (counter + 1) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = ((c << 21) | (c >>> 11)) + sum;
        return sum >>> 0;
    };
    for (let i = 0; i < 15; i++) bits(); // until all of the seed is in all of the state
    return {
        bits,
        /** From 0 up to, but not, 1, with 53 bits. */
        real: () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53,
    };
}
