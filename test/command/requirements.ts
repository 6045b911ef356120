/** What oldnode.test.ts needs of the machine: a Node that is older than the program's own, but can run modules. */
import { spawnSync } from 'node:child_process';

const places = ['/usr/bin/node', '/usr/local/bin/node'];
/** The first with import attributes, which the bundle does not need but rolldown may write. */
const oldest = 18;

/** Path and version of each. */
export function olderNodes(): (readonly [string, string])[] {
  const own = Number(process.versions.node.split('.')[0]);
  return places.flatMap((place) => {
    const said = spawnSync(place, ['--version'], { encoding: 'utf8' });
    const version = /^v(\d+)\.\d+\.\d+/.exec(said.stdout ?? '');
    const major = Number(version?.[1]);
    return major >= oldest && major < own ? [[place, (version?.[0] ?? '').slice(1)] as const] : [];
  });
}

/** In words, with the way out; none where the tests can run. */
export function missing(): string[] {
  return olderNodes().length > 0
    ? []
    : [
        `no Node of version ${oldest} or later, and older than this one, at ${places.join(' or ')}: apt-get install nodejs`,
      ];
}
