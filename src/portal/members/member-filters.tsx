/** Search and filters of the list; all of them are in the address. */
import { Button, Field, makeStyles, SearchBox, Select, Switch } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { ACCOUNTS, isFiltered, type MembersSearch, USER_TYPES } from './members-search.ts';

export type Change = Partial<Record<keyof MembersSearch, unknown>>;

export interface MemberFiltersProps {
  readonly search: MembersSearch;
  readonly onChange: (some: Change) => void;
}

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '8px 12px', margin: '12px 0' },
  search: { flexGrow: 1, minWidth: 'min(240px, 100%)', maxWidth: '420px' },
  wide: { width: '100%', maxWidth: 'none' },
  choice: { minWidth: '130px', maxWidth: '220px' },
});

/** Everything as it usually is. */
export const UNFILTERED: Change = { q: undefined, userType: undefined, account: undefined };

export function MemberFilters({ search, onChange }: MemberFiltersProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  return (
    <search className={styles.bar}>
      <Field label={text('members.search')} className={styles.search}>
        <SearchBox
          className={styles.wide}
          value={search.q ?? ''}
          placeholder={text('members.search.hint')}
          onChange={(_, { value }) => onChange({ q: value || undefined })}
        />
      </Field>
      <Field label={text('members.column.userType')} className={styles.choice}>
        <Select
          value={search.userType ?? ''}
          onChange={(_, { value }) => onChange({ userType: value || undefined })}
        >
          <option value="">{text('members.any')}</option>
          {USER_TYPES.map((type) => (
            <option key={type} value={type} translate="no">
              {type}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={text('members.column.account')} className={styles.choice}>
        <Select
          value={search.account ?? ''}
          onChange={(_, { value }) => onChange({ account: value || undefined })}
        >
          <option value="">{text('members.any')}</option>
          {ACCOUNTS.map((account) => (
            <option key={account} value={account}>
              {text(`members.account.${account}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Switch
        label={text('members.all')}
        checked={search.all === true}
        onChange={(_, { checked }) => onChange({ all: checked || undefined })}
      />
      {isFiltered(search) && (
        <Button onClick={() => onChange(UNFILTERED)}>{text('members.clear')}</Button>
      )}
    </search>
  );
}
