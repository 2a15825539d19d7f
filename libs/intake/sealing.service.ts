import { Inject, Injectable } from '@nestjs/common';
import { HotlineError, SETTINGS, type Settings } from '@hotline/platform';
import { Encrypter } from 'age-encryption';

/** Seals what could name a source to keys that are not on this server. There is no method to open it again, on purpose. */
@Injectable()
export class Sealer {
  private readonly encrypter: Encrypter | null;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.encrypter = settings.sealRecipients.length === 0 ? null : new Encrypter();
    for (const recipient of settings.sealRecipients) this.encrypter!.addRecipient(recipient);
  }

  /** @throws HotlineError service.unavailable when no recipient is configured: contact details are never stored in clear */
  async seal(bytes: Uint8Array): Promise<Buffer> {
    if (!this.encrypter) throw new HotlineError('service.unavailable', 'Contact details cannot be sealed here; send the report without `contact`.');
    return Buffer.from(await this.encrypter.encrypt(bytes));
  }
}
