/** How a box is started: our own Node, from the checkout, which every namespace sees. */
import { join } from 'node:path';

export const node = join(import.meta.dirname, '../../../node_modules/.bin/node');

export const box = (name: string, ...parameters: readonly string[]) => [
  node,
  join(import.meta.dirname, `${name}.ts`),
  ...parameters,
];
