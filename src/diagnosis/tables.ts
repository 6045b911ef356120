/** The tables of assets/products, typed and made ready for matching. */
import issuerTable from '../../assets/products/issuers.json' with { type: 'json' };
import pageTable from '../../assets/products/pages.json' with { type: 'json' };
import sinkholeTable from '../../assets/products/sinkholes.json' with { type: 'json' };

export { pageTable };

/** How far one row of a table may be believed on its own. */
export type Confidence = 'high' | 'medium' | 'low';
const confidences = ['high', 'medium', 'low'] as const;

/** cn, o, ou: regular expressions for the whole field. words, except: literal words of the distinguished name. */
interface IssuerRow {
  readonly product: string;
  readonly cn?: string | undefined;
  readonly o?: string | undefined;
  readonly ou?: string | undefined;
  readonly words?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}

const issuersByConfidence: Readonly<Record<Confidence, readonly IssuerRow[]>> = issuerTable;

/** Most trusted first. */
export const issuerRows = confidences.flatMap((confidence) =>
  issuersByConfidence[confidence].map((row) => ({
    product: row.product,
    confidence,
    cn: wholeField(row.cn),
    o: wholeField(row.o),
    ou: wholeField(row.ou),
    words: anyWord(row.words),
    except: anyWord(row.except),
  })),
);

function wholeField(pattern: string | undefined): RegExp | null {
  return pattern === undefined ? null : new RegExp(`^(?:${pattern})$`, 'iu');
}

/** Literal words somewhere in the name, not parts of longer ones: UniFi is a product, "Unified" is not; PAN-FW01 is one. */
function anyWord(words: readonly string[] | undefined): RegExp | null {
  if (words === undefined) return null;
  const literals = words.map((word) => RegExp.escape(word)).join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${literals})(?!\\p{L})`, 'iu');
}

/** The sign is one of four: an address, a CNAME, the owner of an SOA, or the resolvers whose refusal lacks recursion. */
interface SinkholeRow {
  readonly product: string | null;
  readonly meaning: string;
  readonly address?: string | undefined;
  readonly canonicalName?: string | undefined;
  readonly soa?: string | undefined;
  readonly withoutRecursion?: readonly string[] | undefined;
}

const sinkholesByConfidence: Readonly<Record<Confidence, readonly SinkholeRow[]>> = sinkholeTable;

/** Most trusted first. */
export const sinkholeRows = confidences.flatMap((confidence) =>
  sinkholesByConfidence[confidence].map((row) => ({ ...row, confidence })),
);
