/** What runs on every page. Without it the pages are complete, but for search, colours by choice, copying and trying. */
import { setUpCode } from './code.ts';
import { setUpColor } from './color-switch.ts';
import { setUpSearch } from './search-box.ts';
import { setUpTree } from './tree.ts';
import { setUpTry } from './try.ts';

setUpColor();
setUpCode();
setUpSearch();
setUpTree();
setUpTry();
document.documentElement.dataset['ready'] = '';
