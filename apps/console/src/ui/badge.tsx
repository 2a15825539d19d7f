// badge.tsx - a word with a colour and a sign; never a colour alone.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

const SIGNS: Record<string, IconName> = { PASS: 'check', VERIFIED: 'check', IN_SCOPE: 'check', FAIL: 'cross', REJECTED: 'cross', UNKNOWN: 'question', PENDING: 'clock', GRAVE: 'warn' };

export function Badge({ tone = '', children, title }: { tone?: string; children: ReactNode; title?: string }) {
  const sign = SIGNS[tone];
  return (
    <span className={`badge ${tone}`} title={title}>
      {sign && <Icon name={sign} />}
      {children}
    </span>
  );
}
