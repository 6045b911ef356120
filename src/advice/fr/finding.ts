import type { Locale } from '../locale.ts';
import { dns } from './dns.ts';
import { http } from './http.ts';
import { local } from './local.ts';
import { proxy } from './proxy.ts';
import { tcp } from './tcp.ts';
import { tls } from './tls.ts';

/** The words for every finding. */
export const finding: Locale['finding'] = { ...local, ...dns, ...tcp, ...tls, ...http, ...proxy };
