// why.tsx - why something failed, in the reader's language as far as it could be known beforehand.
import { useTranslation } from 'react-i18next';
import { ServiceError } from '../api/client';
import { Told } from './told';
import { useWords } from './words';

export function Why({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation();
  const { told } = useWords();
  const { code, detail } = error instanceof ServiceError ? error : { code: null, detail: null };
  const kind = code !== null && i18n.exists(`problem.${code}`) ? t(`problem.${code}` as 'problem.internal') : null;
  if (kind === null) return <Told text={error instanceof Error ? error.message : String(error)} />;
  if (detail === null) return <>{kind}</>;
  // Words that nobody here knows are shown as they are, behind what kind of refusal it is.
  return <>{told(detail) === null && `${kind} `}<Told text={detail} /></>;
}
