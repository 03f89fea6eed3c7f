import { remember, remembered } from './memory.ts';

/** Buttons that copy code, and tabs that keep the language from page to page. */
export function setUpCode(): void {
  for (const block of document.querySelectorAll('.code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', () => void copy(block.querySelector('pre')?.textContent ?? '', button));
    block.append(button);
  }
  choose(remembered('language'));
  for (const input of document.querySelectorAll<HTMLInputElement>('[data-kept] > input')) {
    input.addEventListener('change', () => {
      remember('language', input.value);
      choose(input.value);
    });
  }
}

function choose(language: string | null): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('[data-kept] > input'))
    if (input.value === language) input.checked = true;
}

async function copy(text: string, button: HTMLElement): Promise<void> {
  await navigator.clipboard.writeText(text);
  button.textContent = 'Copied';
  setTimeout(() => (button.textContent = 'Copy'), 1_500);
}
