// receipt.page.tsx - what became of a report: for whoever holds the receipt, signed in or not.
import { useState, type FormEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { story as storyQuery } from '../api/queries';
import { Appearance } from '../shell/layout';
import { Badge } from '../ui/badge';
import { Failure } from '../ui/states';
import { Told } from '../ui/told';
import { useWords } from '../ui/words';
import { Questions } from './questions';
import { TakeBack } from './take-back';
import './report.css';

export default function ReceiptPage() {
  const { t } = useTranslation();
  const words = useWords();
  const go = useNavigate();
  // In the fragment, which a browser sends to nobody.
  const receipt = useLocation().hash.slice(1);
  const [text, setText] = useState(receipt);
  const { data: story, error } = useQuery({ ...storyQuery(receipt), enabled: receipt !== '' });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) void go(`/receipt#${text.trim()}`);
  };
  return (
    <main className="receipt-page">
      <div className="page narrow">
        <header className="page-head"><h1>{t('report.ask')}</h1><span className="row"><Appearance /><Link to="/" className="button">{t('app.back')}</Link></span></header>
        <form className="card row ask" onSubmit={submit}>
          <label htmlFor="receipt" className="visually-hidden">{t('report.receipt')}</label>
          <input id="receipt" dir="ltr" className="mono" value={text} onChange={(event) => setText(event.target.value)} placeholder={t('report.askHint')} autoComplete="off" spellCheck={false} />
          <button type="submit" className="primary">{t('report.askButton')}</button>
        </form>
        {error && <Failure error={error} />}
        {story && (
          <section className="card" role="status">
            <header>
              <h2>{t('report.filedAt', { time: words.moment(story.receivedAt) })}</h2>
              {story.factStatus && <Badge tone={story.factStatus}>{t(`factStatus.${story.factStatus}` as 'factStatus.PENDING')}</Badge>}
              {story.scope && <Badge tone={story.scope === 'IN_SCOPE' ? 'IN_SCOPE' : ''}>{t(`scope.${story.scope}` as 'scope.IN_SCOPE')}</Badge>}
            </header>
            {story.clarifications.length > 0 && <div className="refusal"><b>{t('report.clarify')}</b>{story.clarifications.map((question) => <p key={question}><Told text={question} /></p>)}</div>}
            {story.questions.length > 0 && <Questions receipt={receipt} questions={story.questions} />}
            <h3>{t('report.events')}</h3>
            <ol className="story">{story.events.map(({ at, what }) => <li key={at + what}><time className="num" dateTime={at}>{words.moment(at)}</time> <Told text={what} /></li>)}</ol>
            <p className="aside mono wrap" dir="ltr">{story.contentSha256}</p>
            {story.state !== 'WITHDRAWN' && <TakeBack receipt={receipt} />}
          </section>
        )}
      </div>
    </main>
  );
}
