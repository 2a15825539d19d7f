// key-hints.tsx - the few keys of a page, in one line below it.
import { useTranslation } from 'react-i18next';

export type KeyHint = readonly [what: 'move' | 'side' | 'open' | 'opinion' | 'take' | 'help', ...keys: string[]];

export function KeyHints({ hints }: { hints: readonly KeyHint[] }) {
  const { t } = useTranslation();
  return (
    <p className="key-hint aside">
      {hints.map(([what, ...keys]) => <span key={what}>{keys.map((key) => <kbd key={key}>{key}</kbd>)} {t(`keys.short.${what}`)}</span>)}
    </p>
  );
}
