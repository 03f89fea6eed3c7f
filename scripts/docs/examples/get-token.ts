// Exchanges the code that a merchant has brought back for tokens: npx tsx scripts/docs/examples/get-token.ts CODE
import { exchangeCode, isApiError } from '@commerce-openapi/ecwid';

const [code = ''] = process.argv.slice(2);
const { ECWID_CLIENT_ID = '', ECWID_CLIENT_SECRET = '', ECWID_REDIRECT_URI = '' } = process.env;

try {
  const tokens = await exchangeCode({
    clientId: ECWID_CLIENT_ID,
    clientSecret: ECWID_CLIENT_SECRET,
    code,
    redirectUri: ECWID_REDIRECT_URI,
    baseUrl: process.env['ECWID_OAUTH_URL'], // leave it out to talk to Ecwid itself
  });
  // Keep the token where you keep secrets, under the identifier of its store.
  console.log(`Store ${tokens.store_id} lets the app ${tokens.scope}`);
} catch (error) {
  if (!isApiError(error)) throw error;
  console.error(`No token: ${error.message}`);
  process.exitCode = 1;
}
