// issuer.ts - the identity provider of one side, in a process of its own.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Issuer } from '@hotline/platform';

export class TestIssuer {
  private constructor(
    private readonly child: ChildProcess,
    readonly settings: Issuer,
  ) {}

  static async start(side: Issuer['side'], serviceUrl: string): Promise<TestIssuer> {
    const child = fork(resolve(__dirname, 'issuer.process.mjs'), [`${serviceUrl}/v1/session/oidc/${side}/callback`], { execArgv: ['--no-warnings'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const [{ url, client_id, client_secret }] = (await once(child, 'message')) as [{ url: string; client_id: string; client_secret: string }];
    return new TestIssuer(child, { side, url, clientId: client_id, clientSecret: client_secret });
  }

  /** Whoever signs in at this issuer from now on. */
  async knows(subject: string): Promise<void> {
    const heard = once(this.child, 'message');
    this.child.send(subject);
    await heard;
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    await gone;
  }
}
