import { describe, expect, it } from 'vitest';
import { withSecret, writtenAs } from '../../../scripts/contract/live/authorization.ts';

describe('the token of a live run', () => {
  it('goes out in the place of what an example has there', () => {
    const headers = withSecret(
      [
        ['X-Key', 'sample'],
        ['Cookie', 'sid=sample; other=o1'],
      ],
      [
        ['x-key', 'TOKEN'],
        ['Cookie', 'sid=TOKEN'],
      ],
    );
    expect(headers).toEqual([
      ['x-key', 'TOKEN'],
      ['Cookie', 'other=o1; sid=TOKEN'],
    ]);
  });

  it.each(['merchant:hunter22pw', Buffer.from('merchant:hunter22pw').toString('base64')])(
    'is hidden with the password in it: %s',
    (token) => {
      const password = 'hunter22pw';
      expect(writtenAs(token)).toEqual(expect.arrayContaining([token, `merchant:${password}`, password]));
    },
  );

  it('is nothing else where it is no pair', () => {
    expect(new Set(writtenAs('secret_abcdef'))).toEqual(new Set(['secret_abcdef']));
  });
});
