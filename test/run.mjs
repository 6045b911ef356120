/**
 * Everything that this machine can test, in the order in which a mistake is found soonest. What it cannot run, it names,
 * with the command that would enable it. With CI=true nothing may be left out.
 */
import { spawnSync } from 'node:child_process';

const ci = process.env.CI === 'true';
const rooms = [
  { project: 'unit', requirements: null },
  { project: 'parsers', requirements: './advice/requirements.ts' },
  { project: 'browser', requirements: './browser/requirements.ts' },
  { project: 'desktop', requirements: './desktop/requirements.ts' },
  { project: 'lab', requirements: './lab/requirements.ts' },
  { project: 'windows', requirements: './windows/requirements.ts' },
];

step('types', 'tsc', ['--noEmit']);
step('lint', 'biome', ['check', '--error-on-warnings']);
step('bundle', process.execPath, ['build/bundle.mjs']);

const leftOut = [];
const projects = [];
for (const { project, requirements } of rooms) {
  const missing = requirements === null ? [] : (await import(requirements)).missing();
  if (missing.length === 0) projects.push(project);
  else leftOut.push(`${project}: ${missing.join('; ')}`);
}
step('tests', 'vitest', ['run', ...projects.flatMap((project) => ['--project', project])]);

for (const line of leftOut) console.log(`left out: ${line}`);
if (ci && leftOut.length > 0) {
  console.error('Under CI nothing may be left out.');
  process.exit(1);
}

/** npm puts node_modules/.bin first on PATH. */
function step(name, command, args) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}
