/** What the report says besides findings and snippets: its labels, and what it is honest about. */
import type { RouteChoice } from '../model/evidence.ts';
import type { FailureName } from '../model/failure.ts';
import type { Hello, Observation, Purpose, Route } from '../model/observation.ts';
import type { Format } from './allowlist.ts';

export interface ReportWords {
  /** BCP 47, for dates and numbers. */
  readonly region: 'en-US' | 'fr-CA';
  readonly name: string;
  readonly checkedAt: string;
  readonly computer: string;
  readonly program: string;
  readonly reportId: string;
  readonly reportIdMeaning: string;

  readonly whatToDo: string;
  readonly nothingToDo: string;
  /** Who may be spoken to at the start of a sentence of a remedy, before a colon. */
  readonly actors: readonly string[];
  readonly basedOn: string;

  readonly forIt: string;
  readonly forItReason: { readonly needed: string; readonly notNeeded: string };
  readonly review: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly letter: string;
  readonly hostList: string;
  readonly copyLabel: (product: string) => string;
  readonly copyUndoLabel: (product: string) => string;
  readonly confidence: { readonly [Level in Format['confidence']]: string };
  readonly source: string;
  readonly caveats: string;
  readonly howSure: string;
  readonly undo: string;
  readonly products: (count: number) => string;
  readonly otherProducts: (count: number) => string;

  readonly way: string;
  readonly wayMeaning: string;
  readonly groups: { readonly [Name in Purpose]: string };
  readonly everything: (count: number) => string;
  readonly furtherChart: string;
  readonly truncated: (count: number) => string;

  readonly column: {
    readonly step: string;
    readonly purpose: string;
    readonly start: string;
    readonly duration: string;
    readonly outcome: string;
    readonly detail: string;
    readonly host: string;
    readonly from: string;
    readonly to: string;
    readonly time: string;
  };
  readonly kind: { readonly [Name in Observation['kind']]: string };
  readonly hello: { readonly [Name in Hello]: string };
  readonly failure: { readonly [Name in FailureName]: string };
  readonly worked: string;
  readonly system: string;

  readonly fact: {
    readonly route: string;
    readonly lookup: string;
    readonly resolver: (address: string) => string;
    readonly issuer: string;
    readonly subject: string;
    readonly validity: string;
    readonly fingerprint: string;
    readonly publicRoots: string;
    readonly systemRoots: string;
    readonly protocol: string;
    readonly proxy: string;
    readonly http: string;
    readonly hostsFile: string;
    readonly autoconfig: string;
    readonly lastReached: string;
  };
  readonly route: { readonly [Name in Route]: string };
  readonly routeSource: { readonly [Name in RouteChoice['source']]: string };
  readonly accepted: string;
  readonly rejected: (why: string) => string;
  readonly noAddress: string;
  readonly lifetime: (seconds: string) => string;
  readonly alias: (names: string) => string;
  readonly until: (from: string, to: string) => string;
  readonly schemes: (names: string) => string;
  readonly elsewhere: string;
  readonly here: string;

  readonly controls: string;
  readonly controlsMeaning: string;
  readonly noControls: string;

  readonly history: string;
  readonly day: string;
  readonly week: string;
  readonly noHistory: string;
  readonly noCheck: string;
  /** "21 Connected", for a listener who does not see the strip. */
  readonly counted: (count: number, standing: string) => string;
  readonly cell: { readonly hour: string; readonly sixHours: string };
  readonly now: string;
  readonly transitions: string;
  /** Which are not among them. */
  readonly steadyOnly: string;
  readonly noTransitions: string;
  readonly moreTransitions: (count: number) => string;

  readonly limits: string;
  readonly notTested: string;
  readonly notTestedList: readonly string[];
  readonly leftOut: string;
  readonly leftOutList: readonly string[];
  readonly made: (time: string) => string;
}
