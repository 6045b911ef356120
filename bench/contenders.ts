/** Who is compared, each doing the same in the same network: both hosts side by side, each looked up anew, one GET over TLS. */
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { Result } from '../src/model/result.ts';
import { dataHost, installHost } from '../test/lab/addresses.ts';
import { certificates } from '../test/lab/certificates.ts';
import { folder } from '../test/lab/namespaces.ts';
import { checkCommand } from '../test/lab/program.ts';
import type { OpenWorld } from '../test/lab/world.ts';
import { type Timed, timed } from './stopwatch.ts';

/** When each step was done for the slower host, in milliseconds from the start of the first. */
export interface Steps {
  readonly dns: number;
  readonly tcp: number;
  readonly tls: number;
  readonly http: number;
}

export interface Sample extends Steps {
  readonly elapsedMs: number;
  /** From the start of the process to its end; null for what runs all the time. */
  readonly wallMs: number | null;
}

export interface Contender {
  readonly name: string;
  readonly sample: (open: OpenWorld) => Promise<Sample>;
}

const hosts = [dataHost, installHost];
const labRoot = `${folder}/public-roots.pem`;
/** The lab's root among all that Node ships: as many as a real computer has to read. */
const allRoots = `${folder}/all-roots.pem`;
export const allRootsSettings = `${folder}/all-roots.json`;
/** The same, for whoever monitors: as often as the settings allow. */
export const oftenSettings = `${folder}/often.json`;

export async function layOutRoots({ room }: OpenWorld): Promise<void> {
  await room.write('all-roots.pem', [...rootCertificates, certificates().publicRoot.certificate].join('\n'));
  await room.write('all-roots.json', JSON.stringify({ publicRootsFile: allRoots }));
  await room.write('often.json', JSON.stringify({ publicRootsFile: allRoots, intervalSeconds: 30 }));
}

const slower = (steps: readonly Steps[]): Steps => ({
  dns: Math.max(...steps.map(({ dns }) => dns)),
  tcp: Math.max(...steps.map(({ tcp }) => tcp)),
  tls: Math.max(...steps.map(({ tls }) => tls)),
  http: Math.max(...steps.map(({ http }) => http)),
});

function must({ exitCode, stdout, stderr }: Timed): string {
  if (exitCode !== 0) throw new Error(`exit ${exitCode}: ${stderr}${stdout}`);
  return stdout;
}

async function sampleCheck(open: OpenWorld, command: readonly string[]): Promise<Sample> {
  const run = await timed(open, command);
  const { evidence, verdict, elapsedMs } = Result.parse(JSON.parse(must(run)));
  if (verdict !== 'clear') throw new Error(`The check of an honest network says ${verdict}.`);
  const begun = Math.min(...evidence.observations.map(({ startedAt }) => Date.parse(startedAt)));
  const doneAfter = (host: string, kind: string) =>
    Math.max(
      ...evidence.observations
        .filter((seen) => seen.kind === kind && seen.host === host)
        .map(({ startedAt, elapsedMs }) => Date.parse(startedAt) + elapsedMs - begun),
    );
  const steps = hosts.map((host) => ({
    dns: doneAfter(host, 'dns'),
    tcp: doneAfter(host, 'tcp'),
    tls: doneAfter(host, 'tls'),
    http: doneAfter(host, 'http'),
  }));
  return { ...slower(steps), elapsedMs, wallMs: run.wallMs };
}

const floorProgram = join(import.meta.dirname, 'floor.ts');

async function sampleFloor(open: OpenWorld): Promise<Sample> {
  const run = await timed(open, [checkCommand[0] ?? '', floorProgram, labRoot, ...hosts]);
  const steps = slower(JSON.parse(must(run)));
  return { ...steps, elapsedMs: steps.http, wallMs: run.wallMs };
}

/** Two processes, started together; each reports its own times. */
const curls = (rootsFile: string) => `
for host in ${hosts.join(' ')}; do
  curl --silent --show-error --http1.1 --tlsv1.3 --cacert ${rootsFile} --output /dev/null \\
    --write-out '%{time_namelookup} %{time_connect} %{time_appconnect} %{time_total}\\n' https://$host/ &
done
wait`;

async function sampleCurl(open: OpenWorld, rootsFile: string): Promise<Sample> {
  const run = await timed(open, ['sh', '-c', curls(rootsFile)]);
  const lines = must(run).trim().split('\n');
  if (lines.length !== hosts.length) throw new Error(`curl failed: ${run.stdout}${run.stderr}`);
  const steps = slower(
    lines.map((line) => {
      const [dns = 0, tcp = 0, tls = 0, http = 0] = line.split(' ').map((seconds) => Number(seconds) * 1000);
      return { dns, tcp, tls, http };
    }),
  );
  return { ...steps, elapsedMs: steps.http, wallMs: run.wallMs };
}

const exporterAddress = '127.0.0.1:9115';
const exporterConfiguration = `
modules:
  https:
    prober: http
    timeout: 10s
    http:
      valid_status_codes: [200, 404]
      fail_if_not_ssl: true
      follow_redirects: false
      enable_http2: false
      tls_config: { ca_file: ${labRoot} }
`;

/** Runs all the time, as it does where it is used, and is warm when it is asked. */
export async function startExporter({ room }: OpenWorld): Promise<void> {
  await room.write('blackbox.yml', exporterConfiguration);
  room.start('client', [
    'prometheus-blackbox-exporter',
    `--config.file=${folder}/blackbox.yml`,
    `--web.listen-address=${exporterAddress}`,
  ]);
  await room.must('client', [
    ...['curl', '--silent', '--retry', '50', '--retry-connrefused', '--retry-delay', '1'],
    `http://${exporterAddress}/-/healthy`,
  ]);
}

const scrapes = `
for host in ${hosts.join(' ')}; do
  curl --silent --show-error "http://${exporterAddress}/probe?module=https&target=https://$host/" > ${folder}/probe-$host &
done
wait
cd ${folder}
cat ${hosts.map((host) => `probe-${host}`).join(' ')}`;

async function sampleExporter(open: OpenWorld): Promise<Sample> {
  const metrics = must(await timed(open, ['sh', '-ec', scrapes]));
  const values = (metric: string) =>
    metrics.split('\n').flatMap((line) => (line.startsWith(`${metric} `) ? [Number(line.split(' ')[1])] : []));
  if (values('probe_success').join() !== '1,1') throw new Error(`The exporter did not get through: ${metrics}`);
  const phases = (phase: string) => values(`probe_http_duration_seconds{phase="${phase}"}`);
  const durations = values('probe_duration_seconds');
  const steps = hosts.map((_, at) => {
    const seconds = (phase: string) => phases(phase)[at] ?? Number.NaN;
    const dns = seconds('resolve') * 1000;
    const tcp = dns + seconds('connect') * 1000;
    const tls = tcp + seconds('tls') * 1000;
    return { dns, tcp, tls, http: (durations[at] ?? Number.NaN) * 1000 };
  });
  return { ...slower(steps), elapsedMs: Math.max(...durations) * 1000, wallMs: null };
}

const allRootsCommand = checkCommand.with(-1, allRootsSettings);

export const contenders: readonly Contender[] = [
  { name: 'check', sample: (open) => sampleCheck(open, checkCommand) },
  { name: 'check, all public roots', sample: (open) => sampleCheck(open, allRootsCommand) },
  { name: 'curl', sample: (open) => sampleCurl(open, labRoot) },
  { name: 'curl, all public roots', sample: (open) => sampleCurl(open, allRoots) },
  { name: 'blackbox exporter', sample: sampleExporter },
  { name: 'bare node sockets', sample: sampleFloor },
];
