// in-log.tsx - a fact's place in the log; on demand the proof, checked here against the signed head.
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, askForFile, client } from '../api/client';
import { isIncluded } from '../audit/inclusion';
import { headOf, isSignedBy } from '../audit/verify-log';
import { Icon } from '../ui/icon';
import { Why } from '../ui/why';

/** The size of the log in which the fact was found; throws when the log does not prove it. */
async function prove(index: number): Promise<number> {
  const head = headOf(await (await askForFile('/v1/log/checkpoint')).text());
  const { publicKey } = await ask(client.GET('/v1/log/status'));
  if (!head || !(await isSignedBy(head, publicKey))) throw new Error('The head of the log is not signed by its key.');
  const proof = await ask(client.GET('/v1/log/proof/inclusion', { params: { query: { index: String(index), size: String(head.size) } } }));
  if (proof.index !== index || proof.size !== head.size || !isIncluded(proof, head.root)) throw new Error('The proof does not lead to the root of the signed head.');
  return head.size;
}

export function InLog({ index }: { index: number }) {
  const { t } = useTranslation();
  const proving = useMutation({ mutationFn: () => prove(index) });
  return (
    <span className="in-log">
      <button type="button" className="quiet mono" title={t('incident.prove')} disabled={proving.isPending} onClick={() => proving.mutate()}>{t('incident.logIndex', { index })}</button>
      <span role="status">
        {proving.isSuccess && <span className="proved"><Icon name="check" />{t('incident.proved', { size: proving.data })}</span>}
        {proving.error && <span className="unproved"><Icon name="cross" />{t('incident.unproved')} <Why error={proving.error} /></span>}
      </span>
    </span>
  );
}
