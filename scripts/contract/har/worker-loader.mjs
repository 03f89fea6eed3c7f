// tsx does not reach into worker threads by itself (Node 20): registered here, it loads the TypeScript of the worker.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
