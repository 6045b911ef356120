import { defineConfig } from 'vitest/config';

/** unit: anywhere, loopback only. browser: Chromium. lab: root and network namespaces. desktop: a screen that is not
 * there. windows: Wine, in a Debian 13 of its own. */
const projects = {
  unit: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/lab/**', 'test/desktop/**', 'test/windows/**', 'test/advice/parsers.test.ts'],
  },
  parsers: { include: ['test/advice/parsers.test.ts'] },
  browser: { include: ['test/browser/**/*.test.ts'] },
  lab: { include: ['test/lab/**/*.test.ts'] },
  windows: { include: ['test/windows/**/*.test.ts'] },
  desktop: { include: ['test/desktop/**/*.test.ts'] },
} as const;

export default defineConfig({
  test: {
    reporters: process.env.CI === 'true' ? ['verbose'] : ['default'],
    allowOnly: false,
    testTimeout: 60_000,
    // Only worlds run beside each other: they mostly wait, and two of them leave each other time enough.
    maxConcurrency: 2,
    hookTimeout: 60_000,
    projects: Object.entries(projects).map(([name, files]) => ({
      test: {
        name,
        ...files,
        setupFiles: ['test/support/quiet.ts'],
        // Worlds and screens share the machine: one at a time, so that none is judged by another's load.
        fileParallelism: name === 'unit',
      },
    })),
  },
});
