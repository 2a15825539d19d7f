// told.tsx - a sentence of the service in the reader's language, with its exact words within reach; in English where it is not known.
import { useWords } from './words';

export function Told({ text }: { text: string }) {
  const { told } = useWords();
  const own = told(text);
  return own === null ? <span lang="en" dir="ltr">{text}</span> : <span title={text}>{own}</span>;
}
