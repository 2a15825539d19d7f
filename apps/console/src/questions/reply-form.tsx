// reply-form.tsx - an answer in one's own words; who gives it, and how it travels, is its page's business.
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../ui/states';

export function ReplyForm({ isPending, error, onReply }: { isPending: boolean; error: unknown; onReply: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) onReply(text.trim());
  };
  return (
    <form className="decide reply-form" onSubmit={submit}>
      <label className="field">{t('review.reply')}<textarea dir="auto" maxLength={8000} value={text} onChange={(event) => setText(event.target.value)} /></label>
      <Refusal error={error} />
      <div className="row"><button type="submit" className="primary" disabled={isPending || !text.trim()}>{t('question.reply')}</button></div>
    </form>
  );
}
