// The error of an argument, of the class that programs know from the package.

import { ArgumentError } from '../index.js';

/** @param {string} message */
export const argumentFault = (message) =>
    new ArgumentError(message, { code: 'PHONY_ARGUMENT', status: -2 });
