/** Console output is for the person at the terminal; a test that causes some has found a mistake. */
import { afterAll, beforeAll, expect, type MockInstance, vi } from 'vitest';

const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
let spies: MockInstance[] = [];

// Once for a whole file: its tests may run side by side.
beforeAll(() => {
  spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
});

afterAll(() => {
  const said = spies.flatMap((spy) => spy.mock.calls);
  for (const spy of spies) spy.mockRestore();
  expect(said).toEqual([]);
});
