import { Inject, Injectable } from '@nestjs/common';
import { HotlineError, Ids, SETTINGS, type Settings } from '@hotline/platform';
import { Encrypter } from 'age-encryption';
import { DATA_KEY_BYTES, NONCE_BYTES, wrap } from './data-key';

/**
 * Seals what could name a source to keys that are not on this server, inside a layer that ends with a key of its own. There is no method to open it again, on purpose.
 */
@Injectable()
export class Sealer {
  private readonly encrypter: Encrypter | null;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly ids: Ids,
  ) {
    this.encrypter = settings.sealRecipients.length === 0 ? null : new Encrypter();
    for (const recipient of settings.sealRecipients) this.encrypter!.addRecipient(recipient);
  }

  /** @throws HotlineError service.unavailable when no recipient is configured: contact details are never stored in clear */
  async seal(bytes: Uint8Array): Promise<{ original: Buffer; dataKey: Buffer }> {
    if (!this.encrypter) throw new HotlineError('service.unavailable', 'Contact details cannot be sealed here; send the report without `contact`.');
    const [dataKey, nonce] = [this.random(DATA_KEY_BYTES), this.random(NONCE_BYTES)];
    return { original: wrap(await this.encrypter.encrypt(bytes), dataKey, nonce), dataKey };
  }

  private random(bytes: number): Buffer {
    return Buffer.from(this.ids.token(bytes), 'base64url');
  }
}
