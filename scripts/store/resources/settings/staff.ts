import { bodyOf, missing, type Call } from '../../call.ts';
import { asTheyCame } from '../../list/list-rule.ts';
import type { Resource } from '../../rules.ts';
import { itemsOf, merge, textOf, type Row } from '../../state/rows.ts';
import { rowOf } from '../../state/shop.ts';

/** People who run the store, and those who are invited to. Nobody accepts an invitation here, and no mail is sent. */
export const staff: Resource = {
  collection: 'staff',
  path: '/staff',
  item: '/staff/{staffAccountId}',
  seed: (example) => itemsOf(example('searchStaffAccounts.200'), 'staffList').map(rowOf),
  singleView: ({ email, staffScopes }) => ({ email, staffScopes }),
  missing: missing('Staff account'),
  // "A mail address that is taken already is answered with 409."
  unique: { column: 'email', taken: (email) => `There is a staff account of ${email} already.` },
  list: { from: ['page search-staff-accounts'], whole: 'staffList', defaultSort: () => asTheyCame },
  get: { from: ['page get-staff-account'] },
  create: {
    from: ['page create-staff-account'],
    row(body, call) {
      const { email, staffScopes = [] } = body;
      return { id: `p${27710884 + call.state.newId('staffNumbers')}`, email, staffScopes, inviteAccepted: false };
    },
    answer: () => ({ success: true }),
  },
  update: {
    from: ['page update-staff-account'],
    row: (before, { email, staffScopes }) => merge(before, { email, staffScopes }),
  },
  delete: { from: ['page delete-staff-account'], countsMissing: true },
  operations: {
    'POST /staff/invite': {
      from: ['page resend-staff-account-invite'],
      run(call) {
        if (!invited(call)) throw missing('Invitation of')(textOf(bodyOf(call)['email']));
        return { json: { success: true } };
      },
    },
    // "0 if the item was not deleted"
    'DELETE /staff/invite': {
      from: ['page cancel-staff-account-invite'],
      run(call) {
        const row = invited(call);
        if (row) call.state.rows('staff').delete(row.id);
        return { json: { deleteCount: row ? 1 : 0 } };
      },
    },
  },
};

function invited(call: Call): Row | undefined {
  const email = textOf(bodyOf(call)['email']).toLowerCase();
  return call.state
    .rows('staff')
    .find('email', email)
    .find(({ inviteAccepted }) => inviteAccepted !== true);
}
