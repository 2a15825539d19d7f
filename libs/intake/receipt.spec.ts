import * as fc from 'fast-check';
import { receiptOf, reportIdOf } from './receipt';

const secret = Buffer.alloc(32, 7);

describe('a receipt', () => {
  it('leads back to its report and is the same on every send', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(receiptOf(id, secret)).toBe(receiptOf(id, secret));
        expect(reportIdOf(receiptOf(id, secret), secret)).toBe(id);
      }),
    );
  });

  it('cannot be made without the secret', () => {
    const receipt = receiptOf('0c9f3f1e-6f0e-4f8e-9d43-1f2e3d4c5b6a', secret);
    expect(reportIdOf(receipt, Buffer.alloc(32, 8))).toBeNull();
    for (let i = 0; i < receipt.length - 1; i++) {
      const forged = receipt.slice(0, i) + (receipt[i] === 'A' ? 'B' : 'A') + receipt.slice(i + 1);
      expect(reportIdOf(forged, secret)).toBeNull();
    }
  });

  it.each(['', 'x', '../../etc/passwd', 'A'.repeat(43), 'A'.repeat(44)])('%p is none', (text) => expect(reportIdOf(text, secret)).toBeNull());
});
