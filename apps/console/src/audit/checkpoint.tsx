// checkpoint.tsx - the head of the log as this browser sees it, who cosigned it, and whether it continues what was seen before.
import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, askForFile, client, ServiceError } from '../api/client';
import { every } from '../api/queries';
import { useNow } from '../queue/clock';
import { Badge } from '../ui/badge';
import { Failure, Loading } from '../ui/states';
import { useWords } from '../ui/words';
import { seenHead, seeHead } from './seen-head';
import { cosignedAt, headOf, isSignedBy, type Head } from './verify-log';

const EVERY = 15_000;
const absent = (error: unknown) => error instanceof ServiceError && error.failure === 'missing';

export function useHead() {
  return useQuery({ queryKey: ['checkpoint'], queryFn: async ({ signal }) => headOf(await (await askForFile('/v1/log/checkpoint', signal)).text()), refetchInterval: (query) => (absent(query.state.error) ? false : every(EVERY)(query)) });
}

export function CheckpointCard() {
  const { t } = useTranslation();
  const words = useWords();
  const now = useNow();
  const { data: head, error, isPending, refetch } = useHead();
  const { data: status } = useQuery({ queryKey: ['log-status'], queryFn: ({ signal }) => ask(client.GET('/v1/log/status', { signal })), enabled: Boolean(head), refetchInterval: EVERY, retry: false });
  const { data: signed } = useQuery({ queryKey: ['signed', head?.root, status?.publicKey], queryFn: () => isSignedBy(head!, status!.publicKey), enabled: Boolean(head && status), retry: false });
  const continuity = useContinuity(head ?? null);
  if (absent(error)) return <section className="card"><header><h2>{t('audit.checkpoint')}</h2></header><p className="aside">{t('audit.noLog')}</p></section>;
  if (isPending) return <Loading />;
  if (!head) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <section className="card">
      <header><h2>{t('audit.checkpoint')}</h2>{status && <small className="num">{words.moment(status.checkpointMadeAt)}</small>}</header>
      <dl className="head">
        <div><dt>{t('audit.size')}</dt><dd className="num big">{words.number(head.size)}</dd></div>
        <div><dt>{t('audit.origin')}</dt><dd className="mono" dir="ltr">{head.origin}</dd></div>
        <div className="wide"><dt>{t('audit.root')}</dt><dd className="mono wrap" dir="ltr">{head.root}</dd></div>
      </dl>
      {continuity && <p className={continuity.isBroken ? 'refusal' : 'done'} role={continuity.isBroken ? 'alert' : 'status'}>{continuity.before === null ? t('audit.firstSeen') : t(continuity.isBroken ? 'audit.inconsistent' : 'audit.consistent', { count: continuity.before, size: words.number(continuity.before) })}</p>}
      <h3>{t('audit.signatures')}</h3>
      <ul className="witnesses">
        {head.signatures.map((signature) => {
          const at = cosignedAt(signature);
          const own = signed === undefined ? 'unchecked' : signed ? 'goodSignature' : 'badSignature';
          return <li key={signature.name}><Badge tone={at !== null || signed === true ? 'good' : signed === false ? 'bad' : ''}>{at === null ? t(`audit.${own}`) : t('audit.cosigned', { time: words.lasting(now - at) })}</Badge> <span className="mono" dir="ltr">{signature.name}</span></li>;
        })}
        {status?.witnesses.filter(({ witness }) => !head.signatures.some(({ name }) => name === witness)).map(({ witness, cosignedAt }) => (
          <li key={witness}><Badge tone="warn">{t('audit.notCosigned')}</Badge> <span className="mono" dir="ltr">{witness}</span> {cosignedAt && <span className="aside">{t('audit.cosigned', { time: words.lasting(now - Date.parse(cosignedAt)) })}</span>}</li>
        ))}
      </ul>
    </section>
  );
}

/** Compares the head with the one this browser saw last: a log that was rolled back or rewritten shows here. */
function useContinuity(head: Head | null): { before: number | null; isBroken: boolean } | null {
  const [found, setFound] = useState<{ before: number | null; isBroken: boolean } | null>(null);
  const key = head ? `${head.size} ${head.root}` : null;
  useEffect(() => {
    if (!head) return;
    const before = seenHead(head.origin);
    if (!before) {
      setFound({ before: null, isBroken: false });
      seeHead(head);
      return;
    }
    void continues(before, head).then((isGood) => {
      setFound({ before: before.size, isBroken: !isGood });
      // What was seen is only ever replaced by what provably continues it.
      if (isGood) seeHead(head);
    }, () => undefined);
  }, [key]);
  return found;
}

async function continues(before: { size: number; root: string }, head: Head): Promise<boolean> {
  if (before.size === head.size) return before.root === head.root;
  if (before.size > head.size) return false;
  const { proof } = await ask(client.GET('/v1/log/proof/consistency', { params: { query: { from: String(before.size), to: String(head.size) } } }));
  const { isConsistent } = await import('./consistency');
  return isConsistent(before, head, proof);
}
