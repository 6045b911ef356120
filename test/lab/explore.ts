/**
 * Opens a world and runs a command on its client, or a shell where none is given:
 *
 *   sudo node_modules/.bin/node test/lab/explore.ts                            lists the worlds
 *   sudo node_modules/.bin/node test/lab/explore.ts P12                        a shell on the client of P12
 *   sudo node_modules/.bin/node test/lab/explore.ts P12 -- dig www.example.com one command there
 *   sudo node_modules/.bin/node test/lab/explore.ts P12 router -- nft list ruleset
 *
 * On the client, `check` runs the built command line as a test would. The public root is /run/lab/public-roots.pem.
 * The world ends with the command.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Role } from './namespaces.ts';
import { asUser, checkCommand } from './program.ts';
import { missing } from './requirements.ts';
import { everyScenario } from './scenarios/every.ts';
import { openWorld } from './world.ts';

const dashes = process.argv.indexOf('--');
const [wanted, role = 'client'] = process.argv.slice(2, dashes < 0 ? undefined : dashes);
const command = dashes < 0 ? ['bash', '--norc'] : process.argv.slice(dashes + 1);

const scenario = everyScenario.find(({ name }) => wanted && (name === wanted || name.startsWith(`${wanted} `)));
const obstacles = missing();
if (!scenario) {
  console.log(everyScenario.map(({ name }) => name).join('\n'));
} else if (obstacles.length > 0) {
  console.error(obstacles.join('\n'));
  process.exitCode = 1;
} else {
  const open = await openWorld(scenario.world);
  await open.room.write('check', `#!/bin/sh\nexec ${checkCommand.join(' ')} "$@"\n`);
  const environment = { TERM: process.env.TERM ?? 'dumb', PS1: `${scenario.name} (${role}) # ` };
  const [program, ...parameters] = open.room.enter(role as Role, asUser(open, command, environment));
  const child = spawn(program, parameters, { stdio: 'inherit' });
  // Ctrl-C is for the command; the world ends after it.
  process.on('SIGINT', () => {});
  [process.exitCode] = await once(child, 'exit');
  await open.room.close();
}
