// How the tests run: in processes of their own, with a garbage collector that can be called, and a
// report in JUnit's form where PHONY_JUNIT names a file.
import { defineConfig } from 'vitest/config';

const report = process.env.PHONY_JUNIT;

export default defineConfig({
    test: {
        include: ['test/*.test.js'],
        pool: 'forks',
        poolOptions: { forks: { execArgv: ['--expose-gc'], maxForks: 2 } },
        reporters: report ? ['default', 'junit'] : ['default'],
        outputFile: report ? { junit: report } : undefined,
        testTimeout: 60_000,
        hookTimeout: 60_000,
    },
});
