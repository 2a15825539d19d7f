import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@hotline/platform';
import { signTogether } from './shared-signature';
import { fromSeed, NOTE_KEY, readSigner, readVerifier, signNote, type Signer, type Verifier } from './signed-note';

/** The name of a log whose key is derived: one that was given a key is named by it. */
const DEFAULT_ORIGIN = 'hotline.local/log';

/** Few accounts do nearly everything: their pseudonyms are not made anew for each entry. */
const REMEMBERED = 10_000;

/** The key that signs checkpoints, receipts and manifests, and the keys of those who cosign. */
@Injectable()
export class LogKey {
  readonly signer: Signer;
  readonly witnesses: readonly { url: string; verifier: Verifier }[];
  private readonly pseudonyms = new Map<string, string>();

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    const derived = () => fromSeed(DEFAULT_ORIGIN, NOTE_KEY, Buffer.from(hkdfSync('sha256', settings.secret, '', 'hotline log key', 32)));
    this.signer = settings.logKey ? readSigner(settings.logKey) : derived();
    this.witnesses = (settings.witnesses ?? []).map(({ url, vkey }) => ({ url, verifier: readVerifier(vkey) }));
  }

  /** Names the log: the name of its key. */
  get origin(): string {
    return this.signer.name;
  }

  /** Signs text whose first line says what it is, so that no signature can be read as saying something else. */
  sign(text: string): string {
    return signNote(text, this.signer);
  }

  /** The same for many texts at once, for the price of one signature. */
  signTogether(texts: readonly string[]): string[] {
    return signTogether(texts, this.signer);
  }

  /** The name of an account in the log: the same for good, and not to be turned back without the service's secret. */
  pseudonymOf(accountId: string): string {
    const known = this.pseudonyms.get(accountId);
    if (known !== undefined) return known;
    const pseudonym = createHmac('sha256', this.settings.secret).update(`log-actor ${accountId}`).digest('hex').slice(0, 32);
    if (this.pseudonyms.size >= REMEMBERED) this.pseudonyms.clear();
    this.pseudonyms.set(accountId, pseudonym);
    return pseudonym;
  }
}
