// filter-bar.tsx - queue, filters as chips, order, and how many.
import { ToggleGroup } from 'radix-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { me, zones } from '../api/queries';
import { Icon } from '../ui/icon';
import { Menu, type MenuOption } from '../ui/menu';
import { useWords } from '../ui/words';
import { FILTERS, type FilterName, type Filters } from './filters';

const QUEUES = ['verified', 'candidates', 'all'] as const;
const WORDS = { gravity: ['GRAVE', 'MAJOR', 'MINOR'], factStatus: ['VERIFIED', 'PENDING', 'UNVERIFIED', 'REJECTED'], state: ['SCREENED', 'IN_TRIAGE', 'INFO_REQUESTED', 'AWAITING_OPINIONS', 'DETERMINED', 'RESPONDING', 'REFERRED', 'CLOSED', 'REOPENED'] } as const;
const SCOPES = ['IN_SCOPE', 'BEFORE_EFFECTIVE', 'AFTER_LAPSE', 'NON_PARTY_PERPETRATOR', 'NON_PARTY_TARGET', 'EXCLUDED_PERPETRATOR', 'EXCLUDED_TARGET_AREA', 'OUT_OF_TERRITORY', 'EXTERNAL_ACTOR', 'NO_OBLIGATION', 'UNDETERMINED_TIME', 'UNDETERMINED_PARTY', 'UNDETERMINED_PLACE'];

export function FilterBar({ filters, onChange, count, isPartial, sorts = ['-openedAt', 'openedAt', '-from', 'from', '-changedAt'] }: { filters: Filters; onChange: (next: Record<string, string>) => void; count: number | null; isPartial: boolean; sorts?: string[] }) {
  const { t, i18n } = useTranslation();
  const words = useWords();
  const { data: known = [] } = useQuery(zones);
  const { data: who } = useQuery(me);
  const change = (name: string, value: string | null) => {
    const { [name as FilterName]: _old, ...rest } = filters;
    onChange(value === null ? rest : { ...rest, [name]: value });
  };
  const label = (name: FilterName, value: string): string => {
    if (name === 'zone') return words.zone(value);
    if (name === 'party') return words.party(value);
    const group = name === 'state' ? 'state_' : name;
    return t(`${group}.${value}` as 'gravity.MINOR');
  };
  const options: Record<FilterName, MenuOption[]> = {
    gravity: WORDS.gravity.map((value) => ({ value, label: label('gravity', value) })),
    factStatus: WORDS.factStatus.map((value) => ({ value, label: label('factStatus', value) })),
    state: WORDS.state.map((value) => ({ value, label: label('state', value) })),
    scope: SCOPES.map((value) => ({ value, label: label('scope', value) })),
    zone: known.filter(({ level, type }) => level === 1 || type !== 'ADMIN').map(({ code, names }) => ({ value: code, label: words.name(names, code) })).sort((a, b) => a.label.localeCompare(b.label, i18n.language)),
    party: (who?.agreement.parties ?? []).map(({ code }) => ({ value: code, label: words.party(code) })).sort((a, b) => a.label.localeCompare(b.label, i18n.language)),
  };
  return (
    <div className="filter-bar">
      <div className="row">
        <ToggleGroup.Root type="single" className="segment" value={filters.queue} aria-label={t('queue.title')} onValueChange={(value) => value && change('queue', value)}>
          {QUEUES.map((queue) => <ToggleGroup.Item key={queue} value={queue}>{t(`queue.${queue}`)}</ToggleGroup.Item>)}
        </ToggleGroup.Root>
        <span className="count num" role="status">{count !== null && `${t('queue.count', { count })}${isPartial ? '+' : ''}`}</span>
        <span className="filter-end"><Menu label={t('queue.sortLabel')} value={filters.sort} show={t(`queue.sort.${filters.sort}` as 'queue.sort.from')} options={sorts.map((value) => ({ value, label: t(`queue.sort.${value}` as 'queue.sort.from') }))} onChoose={(value) => change('sort', value)} /></span>
      </div>
      <div className="chips">
        {FILTERS.map((name) => {
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
    </div>
  );
}
