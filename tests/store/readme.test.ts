import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromRoot } from '../../scripts/cli/root.ts';

it('the README shows the test of an app as it runs here', () => {
  const app = readFileSync(fromRoot('tests/store/app.test.ts'), 'utf8');
  expect(readFileSync(fromRoot('README.md'), 'utf8')).toContain(`\`\`\`ts\n${app}\`\`\``);
});
