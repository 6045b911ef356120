/** What this computer remembers, as a control: another time instead of another host. */
import type { Evidence } from '../model/evidence.ts';
import type { Certainty } from '../model/finding.ts';

const hereMs = 60 * 60 * 1000;
const elsewhereMs = 24 * hereMs;

/** here: it got through from this network within the hour. elsewhere: within the day, and never from this one. */
export function workedFor({ computer, checkedAt }: Evidence, host: string): 'here' | 'elsewhere' | null {
  const last = computer.lastReached.find((reached) => reached.host === host);
  const ageMs = (time: string) => Date.parse(checkedAt) - Date.parse(time);
  if (last?.here != null) return ageMs(last.here) <= hereMs ? 'here' : null;
  return last?.elsewhere != null && ageMs(last.elsewhere) <= elsewhereMs ? 'elsewhere' : null;
}

/** A standing rule does not begin within the hour; an outage is not tied to one network. */
export function moved(certainty: Certainty, worked: 'here' | 'elsewhere' | null): Certainty {
  if (worked === 'here' && certainty === 'likely') return 'possible';
  return worked === 'elsewhere' && certainty === 'possible' ? 'likely' : certainty;
}
