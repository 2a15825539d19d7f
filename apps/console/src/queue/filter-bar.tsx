// filter-bar.tsx - queue, filters as chips, order, and how many. What does not change is not drawn again while the list grows.
import { memo, type ReactNode } from 'react';
import { ToggleGroup } from 'radix-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { zones } from '../api/queries';
import type { Me } from '../api/shapes';
import { Icon } from '../ui/icon';
import { Menu, type MenuOption } from '../ui/menu';
import { useWords } from '../ui/words';
import { FILTERS, TRIAGE_FILTERS, type FilterName, type Filters } from './filters';

const QUEUES = ['triage', 'verified', 'candidates', 'all'] as const;
const WORDS = { status: ['AWAITING', 'FILED', 'DONE'], assignee: ['me', 'nobody'], gravity: ['GRAVE', 'MAJOR', 'MINOR'], factStatus: ['VERIFIED', 'PENDING', 'UNVERIFIED', 'REJECTED'], state: ['SCREENED', 'IN_TRIAGE', 'INFO_REQUESTED', 'AWAITING_OPINIONS', 'DETERMINED', 'RESPONDING', 'REFERRED', 'CLOSED', 'REOPENED'] } as const;
const SCOPES = ['IN_SCOPE', 'BEFORE_EFFECTIVE', 'AFTER_LAPSE', 'NON_PARTY_PERPETRATOR', 'NON_PARTY_TARGET', 'EXCLUDED_PERPETRATOR', 'EXCLUDED_TARGET_AREA', 'OUT_OF_TERRITORY', 'EXTERNAL_ACTOR', 'NO_OBLIGATION', 'UNDETERMINED_TIME', 'UNDETERMINED_PARTY', 'UNDETERMINED_PLACE'];

const SORTS = ['-openedAt', 'openedAt', '-from', 'from', '-changedAt'] as const;

interface FilterBarProps {
  who: Me;
  filters: Filters;
  onChange: (next: Record<string, string>) => void;
  children: ReactNode;
}

export function FilterBar({ children, ...props }: FilterBarProps) {
  return (
    <div className="filter-bar">
      <div className="row">
        <QueueChoice {...props} />
        {children}
        <OrderChoice {...props} />
      </div>
      <Chips {...props} />
    </div>
  );
}

type Choosing = Omit<FilterBarProps, 'children'>;

const QueueChoice = memo(function QueueChoice({ who, filters, onChange }: Choosing) {
  const { t } = useTranslation();
  // Another queue has other filters: only those that both know are kept.
  const choose = (queue: string) => {
    const { status: _status, assignee: _assignee, factStatus: _fact, state: _state, ...kept } = filters;
    onChange({ ...kept, queue });
  };
  return (
    <ToggleGroup.Root type="single" className="segment" value={filters.queue} aria-label={t('queue.title')} onValueChange={(value) => value && choose(value)}>
      {QUEUES.filter((queue) => queue !== 'triage' || who.role === 'reviewer').map((queue) => <ToggleGroup.Item key={queue} value={queue}>{t(`queue.${queue}`)}</ToggleGroup.Item>)}
    </ToggleGroup.Root>
  );
});

/** One's own queue has one order, which it says; other lists are ordered as one likes. */
const OrderChoice = memo(function OrderChoice({ filters, onChange }: Choosing) {
  const { t } = useTranslation();
  if (filters.queue === 'triage') return <span className="filter-end aside">{t('queue.triageOrder')}</span>;
  return (
    <span className="filter-end">
      <Menu label={t('queue.sortLabel')} value={filters.sort} show={t(`queue.sort.${filters.sort}` as 'queue.sort.from')} options={SORTS.map((value) => ({ value, label: t(`queue.sort.${value}`) }))} onChoose={(sort) => onChange({ ...filters, sort })} />
    </span>
  );
});

const Chips = memo(function Chips({ who, filters, onChange }: Choosing) {
  const { t, i18n } = useTranslation();
  const words = useWords();
  const { data: known = [] } = useQuery(zones);
  const change = (name: string, value: string | null) => {
    const { [name as FilterName]: _old, ...rest } = filters;
    onChange(value === null ? rest : { ...rest, [name]: value });
  };
  const label = (name: FilterName, value: string): string => {
    if (name === 'zone') return words.zone(value);
    if (name === 'party') return words.party(value);
    const group = { state: 'state_', status: 'triageStatus', assignee: 'triageAssignee' }[name as string] ?? name;
    return t(`${group}.${value}` as 'gravity.MINOR');
  };
  const options: Record<FilterName, MenuOption[]> = {
    status: WORDS.status.map((value) => ({ value, label: label('status', value) })),
    assignee: WORDS.assignee.map((value) => ({ value, label: label('assignee', value) })),
    gravity: WORDS.gravity.map((value) => ({ value, label: label('gravity', value) })),
    factStatus: WORDS.factStatus.map((value) => ({ value, label: label('factStatus', value) })),
    state: WORDS.state.map((value) => ({ value, label: label('state', value) })),
    scope: SCOPES.map((value) => ({ value, label: label('scope', value) })),
    zone: known.filter(({ level, type }) => level === 1 || type !== 'ADMIN').map(({ code, names }) => ({ value: code, label: words.name(names, code) })).sort((a, b) => a.label.localeCompare(b.label, i18n.language)),
    party: who.agreement.parties.map(({ code }) => ({ value: code, label: words.party(code) })).sort((a, b) => a.label.localeCompare(b.label, i18n.language)),
  };
  return (
    <div className="chips">
      {(filters.queue === 'triage' ? TRIAGE_FILTERS : FILTERS).map((name) => {
        const value = filters[name];
        return value === undefined ? (
          <Menu key={name} className="chip" label={t(`filter.${name}`)} show={t(`filter.${name}`)} options={options[name]} onChoose={(chosen) => change(name, chosen)} />
        ) : (
          <button key={name} type="button" className="chip on" onClick={() => change(name, null)} aria-label={t('queue.remove', { filter: `${t(`filter.${name}`)}: ${label(name, value)}` })}>
            <span className="aside">{t(`filter.${name}`)}</span> {label(name, value)} <Icon name="cross" />
          </button>
        );
      })}
    </div>
  );
});
