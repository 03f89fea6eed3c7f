import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Vitest leaves one core to itself, which on two cores is half of the machine.
    maxWorkers: '100%',
    // Test files change nothing that others see, and to load the same modules for each of them takes a tenth of the time.
    isolate: false,
    globalSetup: 'tests/run-folder.ts',
    // Generous, because shared machines stall; no test measures time.
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
