// A worker thread starts as plain JavaScript, since tsx does not reach into it by itself (Node 20), and would take long to start.
import { importBundled } from '../../cli/bundled.mjs';

await importBundled('scripts/contract/har/worker.ts');
