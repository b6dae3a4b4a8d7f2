// The addon, and through it libphony: where both are looked for, and what is said where they are
// not found. Everything here happens once per JavaScript context, when the package is loaded.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LibraryError, errorMaker } from './errors.js';

const root = join(import.meta.dirname, '..');

/** A libphony that a checkout has built, where the package lies in one. */
const BUILT = join(root, '..', '..', 'build', 'release', 'libphony');

const HOW =
    'build it with "meson setup build/release && ninja -C build/release" in a checkout of Phony, or set PHONY_LIBRARY to its path';

const libraryError = (message) => new LibraryError(message, { code: 'PHONY_LIBRARY', status: 1 });

function loadAddon() {
    const places = [
        join(root, 'prebuilds', `${process.platform}-${process.arch}`, 'phony.node'),
        join(root, 'build', 'Release', 'phony.node'),
    ];
    const path = process.env.PHONY_ADDON || places.find((place) => existsSync(place));
    if (!path)
        throw libraryError(
            `the addon was not built for ${process.platform}-${process.arch}: run "npm rebuild @phonycloud/phony"`,
        );
    const module = { exports: {} };
    process.dlopen(module, path);
    return module.exports;
}

/** PHONY_LIBRARY and nothing else; else the checkout's, and then the system's. */
function libraryPaths(soname) {
    if (process.env.PHONY_LIBRARY) return [process.env.PHONY_LIBRARY];
    return [join(BUILT, soname), soname].filter((path) => path === soname || existsSync(path));
}

function openLibrary(addon) {
    const paths = libraryPaths(addon.soname());
    for (const path of paths) {
        const version = addon.open(path);
        if (version) return version;
    }
    throw libraryError(`libphony is missing (${addon.why(paths[0])}): ${HOW}`);
}

/** The functions of the addon; what they take and give stands above each in native/. */
export const native = loadAddon();

/** @type {Record<string, number>} */
export const constants = native.constants();

native.onMake(errorMaker(constants), (...values) => values);

/** The version of libphony. */
export const libraryVersion = openLibrary(native);
