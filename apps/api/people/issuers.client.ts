import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from 'openid-client';
import { Clock, HotlineError, Ids, SETTINGS, type Issuer, type Settings } from '@hotline/platform';
import { openText, sealText } from './sealed-text';

/** What one attempt must be answered with; it waits in the person's own browser, sealed. */
interface Attempt {
  side: Issuer['side'];
  state: string;
  nonce: string;
  verifier: string;
  until: number;
}

/** How long a person may take at the issuer. */
export const ATTEMPT_S = 600;
const ABOUT = 'an attempt to sign in';

/** OpenID Connect: the code flow with PKCE, state and nonce, one issuer for each side. */
@Injectable()
export class Issuers {
  private readonly known = new Map<string, Configuration>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  sides(): Issuer['side'][] {
    return (this.settings.issuers ?? []).map(({ side }) => side);
  }

  /** The issuer whose `iss` this is. */
  named(url: string): Issuer | null {
    return this.settings.issuers?.find((issuer) => issuer.url === url) ?? null;
  }

  async begin(side: string): Promise<{ url: string; attempt: string }> {
    const issuer = this.of(side);
    const [oidc, configuration] = await Promise.all([import('openid-client'), this.ask(issuer)]);
    const attempt: Attempt = {
      side: issuer.side,
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      until: this.clock.now().getTime() + ATTEMPT_S * 1000,
    };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: `${this.settings.publicUrl}/v1/session/oidc/${issuer.side}/callback`,
      scope: 'openid',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    const sealed = sealText(JSON.stringify(attempt), ABOUT, this.settings.secret, Buffer.from(this.ids.token(12), 'base64url'));
    return { url: url.href, attempt: sealed.toString('base64url') };
  }

  /**
   * Who came back, as the issuer signed it.
   * @throws HotlineError auth.refused when the answer is not the one to this browser's attempt
   */
  async finish(side: string, path: string, sealed: string | null): Promise<{ issuer: Issuer; subject: string }> {
    const issuer = this.of(side);
    const opened = sealed && openText(Buffer.from(sealed, 'base64url'), ABOUT, this.settings.secret);
    const attempt = opened ? (JSON.parse(opened) as Attempt) : null;
    if (!attempt || attempt.side !== issuer.side || attempt.until < this.clock.now().getTime()) throw new HotlineError('auth.refused');
    const [oidc, configuration] = await Promise.all([import('openid-client'), this.ask(issuer)]);
    const tokens = await oidc
      .authorizationCodeGrant(configuration, new URL(path, this.settings.publicUrl), { expectedState: attempt.state, expectedNonce: attempt.nonce, pkceCodeVerifier: attempt.verifier, idTokenExpected: true })
      .catch(() => null);
    const claims = tokens?.claims();
    if (!claims || claims.iss !== issuer.url) throw new HotlineError('auth.refused');
    return { issuer, subject: claims.sub };
  }

  private of(side: string): Issuer {
    const issuer = this.settings.issuers?.find((one) => one.side === side);
    if (!issuer) throw new HotlineError('not_found');
    return issuer;
  }

  /** Asked once; asked again while it has not answered. */
  private async ask({ url, clientId, clientSecret }: Issuer): Promise<Configuration> {
    const known = this.known.get(url);
    if (known) return known;
    const oidc = await import('openid-client');
    const options = url.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : {};
    const configuration = await oidc.discovery(new URL(url), clientId, clientSecret, undefined, options).catch(() => {
      throw new HotlineError('service.unavailable', 'The issuer of this side does not answer.');
    });
    this.known.set(url, configuration);
    return configuration;
  }
}
