/** Loaded when somebody searches. */
import { createSearch } from '../search/engine.ts';
import './data.ts';

globalThis.createSearch = createSearch;
