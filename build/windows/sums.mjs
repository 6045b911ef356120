/** What comes beside the installers: SHA256SUMS, as sha256sum writes and checks it, and a bill of materials. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeVersion, output, root, sourceDate, version } from './facts.mjs';

/** What ships and is no npm package, or no part of the one that brings it. */
const others = [
  { name: 'node', version: nodeVersion, purl: `pkg:generic/node@${nodeVersion}`, licence: 'MIT' },
  { name: 'snoretoast', version: '0.7.0', purl: 'pkg:github/KDE/snoretoast@v0.7.0', licence: 'LGPL-3.0-only' },
  { name: 'systray', version: '1.1.0', purl: 'pkg:github/getlantern/systray@v1.1.0', licence: 'Apache-2.0' },
];

/** CycloneDX, by npm, without what it makes up anew each time. */
export function writeMaterials() {
  const options = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
  const sbom = JSON.parse(execFileSync('npm', options, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }));
  sbom.metadata.timestamp = new Date(sourceDate * 1000).toISOString();
  sbom.metadata.component.name = 'connection-check';
  sbom.components.push(
    ...others.map(({ name, version, purl, licence }) => ({
      ...{ type: 'application', 'bom-ref': purl, name, version, purl },
      licenses: [{ license: { id: licence } }],
    })),
  );
  delete sbom.serialNumber;
  writeFileSync(join(output, `connection-check-${version}.cdx.json`), `${JSON.stringify(sbom, null, 2)}\n`);
}

export function writeSums() {
  const files = readdirSync(output, { withFileTypes: true }).filter((entry) => entry.isFile());
  const lines = files.map(({ name }) => {
    const sum = createHash('sha256').update(readFileSync(join(output, name)));
    return `${sum.digest('hex')}  ${name}\n`;
  });
  writeFileSync(join(output, 'SHA256SUMS'), lines.toSorted().join(''));
}
