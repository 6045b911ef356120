// The least that a tray costs on this platform: a Node that hands systray2's helper an icon and one item, and sleeps.
//   node bench/baretray.mjs HELPER ICON
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [helper, icon] = process.argv.slice(2);
const child = spawn(helper, [], { stdio: ['pipe', 'pipe', 'inherit'] });
const item = { __id: 1, title: 'Exit', tooltip: '', enabled: true, checked: false, items: [] };
child.stdout.once('data', () => {
  const menu = { icon: readFileSync(icon, 'base64'), title: '', tooltip: '', items: [item] };
  child.stdin.write(`${JSON.stringify(menu)}\n`);
});
process.once('SIGTERM', () => {
  child.kill();
  process.exit();
});
