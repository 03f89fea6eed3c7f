import { describe, expect, it } from 'vitest';
import { entriesSince } from '../../scripts/changes/changelog.ts';

const changelog = `# Changelog

Words.

## Unreleased

### Changed

- First.
- **Breaking:** second,
  on two lines.

## [1.1.0] - 2026-03-01

- Third.

## 1.0.0 - 2026-01-01

- Fourth.
`;

describe('entriesSince', () => {
  it.each([
    ['v1.1.0', ['First.', '**Breaking:** second,\non two lines.']],
    ['v1.0.0', ['First.', '**Breaking:** second,\non two lines.', 'Third.']],
    ['main', ['First.', '**Breaking:** second,\non two lines.']],
    [undefined, ['First.', '**Breaking:** second,\non two lines.']],
  ])('%s', (version, entries) => expect(entriesSince(changelog, version)).toEqual(entries));

  it('finds none in a changelog without sections', () => expect(entriesSince('- A list.\n', 'v1.0.0')).toEqual([]));
});
