/** Runs before anything is drawn: the colours that the reader chose on an earlier page. */
import { remembered } from './memory.ts';

const chosen = remembered('color');
if (chosen === 'dark' || chosen === 'light') document.documentElement.classList.add(chosen);
document.documentElement.classList.add('has-script');
