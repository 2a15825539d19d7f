// keys-help.tsx - all keys on one sheet.
import { Dialog } from 'radix-ui';
import { useTranslation } from 'react-i18next';

const KEYS = {
  inQueue: [[['j', '↓'], 'next'], [['k', '↑'], 'previous'], [['Enter'], 'open'], [['o'], 'opinion'], [['c'], 'take'], [['n'], 'fresh']],
  inIncident: [[['j'], 'next'], [['k'], 'previous'], [['o'], 'opinion'], [['1', '2', '3', '4'], 'verdict'], [['Ctrl+Enter'], 'file'], [['c'], 'take'], [['Esc', 'u'], 'queue'], [['?'], 'help']],
} as const;

export function KeysHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title>{t('keys.title')}</Dialog.Title>
          <dl>
            {(Object.keys(KEYS) as (keyof typeof KEYS)[]).map((part) => [
              <h3 key={part}>{t(`keys.${part}`)}</h3>,
              ...KEYS[part].map(([keys, what]) => (
                <div key={part + what} style={{ display: 'contents' }}>
                  <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
                  <dd>{t(`keys.${what}`)}</dd>
                </div>
              )),
            ])}
          </dl>
          <p className="row"><Dialog.Close>{t('app.close')}</Dialog.Close></p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
