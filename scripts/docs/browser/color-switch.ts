import { remember } from './memory.ts';

/** The button that turns light into dark and back. */
export function setUpColor(): void {
  const button = document.querySelector<HTMLElement>('[data-color]');
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const { classList } = document.documentElement;
    const isDark =
      classList.contains('dark') ||
      (!classList.contains('light') && matchMedia('(prefers-color-scheme: dark)').matches);
    const next = isDark ? 'light' : 'dark';
    classList.remove('light', 'dark');
    classList.add(next);
    remember('color', next);
  });
}
