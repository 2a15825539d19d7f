// issuer.process.mjs - a real OpenID provider on loopback. Whoever comes is the person it was last told of; it asks nobody anything.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [redirectUri] = process.argv.slice(2);
const CLIENT = { client_id: 'hotline', client_secret: 'a-secret-between-issuer-and-hotline' };
let subject = 'nobody';

const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const url = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(url, {
  clients: [{ ...CLIENT, redirect_uris: [redirectUri] }],
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, { uid }) => `/come/${uid}` },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, email: 'the-same@example.org' }) }),
  loadExistingGrant: async ({ oidc: { provider: of, session, client } }) => {
    const grant = new of.Grant({ accountId: session.accountId, clientId: client.clientId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});
const answer = provider.callback();
server.on('request', (request, response) => {
  if (request.url.startsWith('/come/')) void provider.interactionFinished(request, response, { login: { accountId: subject } });
  else void answer(request, response);
});
process.on('message', (person) => {
  subject = person;
  process.send({ subject });
});
process.on('disconnect', () => process.exit(0));
process.send({ url, ...CLIENT });
