// `node scripts/cli/run-bundled.mjs scripts/contract.ts ARGUMENTS`: as tsx does it, but starts sooner.

import { importBundled } from './bundled.mjs';

const [entry] = process.argv.splice(2, 1);
await importBundled(entry);
