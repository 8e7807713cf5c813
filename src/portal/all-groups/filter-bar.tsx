/** Search and filters; all of them are in the address. */
import { Button, Field, Input, makeStyles, SearchBox, Select } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';
import { ColumnMenu } from './column-menu.tsx';
import { type GroupsSearch, STATUSES } from './search.ts';

export interface FilterBarProps {
  readonly search: GroupsSearch;
  readonly onChange: (some: Partial<Record<keyof GroupsSearch, unknown>>) => void;
  readonly onClear: () => void;
}

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '8px 12px', margin: '12px 0' },
  search: { flexGrow: 1, minWidth: 'min(240px, 100%)', maxWidth: '420px' },
  wide: { width: '100%', maxWidth: 'none' },
  choice: { minWidth: '150px', maxWidth: '220px' },
});

const TYPES = ['security', 'microsoft365'];
const MEMBERSHIPS = ['assigned', 'dynamicUser', 'dynamicDevice'];

export function FilterBar({ search, onChange, onClear }: FilterBarProps): ReactNode {
  const text = useText();
  const styles = useStyles();
  const isFiltered = Object.keys(search).some(
    (key) => !['sort', 'descending', 'columns'].includes(key),
  );
  return (
    <search className={styles.bar}>
      <Field label={text('allGroups.search')} className={styles.search}>
        <SearchBox
          className={styles.wide}
          value={search.q ?? ''}
          placeholder={text('allGroups.search.hint')}
          onChange={(_, { value }) => onChange({ q: value || undefined })}
        />
      </Field>
      <Choice
        label={text('allGroups.match')}
        value={search.match ?? ''}
        names={[
          ['', text('allGroups.match.contains')],
          ['startsWith', text('allGroups.match.startsWith')],
        ]}
        onChoose={(match) => onChange({ match })}
      />
      <Choice
        label={text('allGroups.column.status')}
        value={search.status ?? ''}
        names={[
          ['', text('allGroups.any')],
          ...STATUSES.map((one) => [one, text(`shared.status.${one}`)] as const),
        ]}
        onChoose={(status) => onChange({ status })}
      />
      <Choice
        label={text('allGroups.column.membership')}
        value={search.membership ?? ''}
        names={[
          ['', text('allGroups.any')],
          ...MEMBERSHIPS.map((one) => [one, text(`allGroups.membership.${one}`)] as const),
        ]}
        onChoose={(membership) => onChange({ membership })}
      />
      <Choice
        label={text('allGroups.column.type')}
        value={search.type ?? ''}
        names={[
          ['', text('allGroups.any')],
          ...TYPES.map((one) => [one, text(`allGroups.type.${one}`)] as const),
        ]}
        onChoose={(type) => onChange({ type })}
      />
      <Field label={text('allGroups.property')}>
        <Input
          value={search.property ?? ''}
          placeholder="department"
          onChange={(_, { value }) => onChange({ property: value || undefined })}
        />
      </Field>
      <ColumnMenu columns={search.columns} onChange={(columns) => onChange({ columns })} />
      {isFiltered && (
        <Button appearance="subtle" onClick={onClear}>
          {text('allGroups.clear')}
        </Button>
      )}
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly names: readonly (readonly [value: string, name: string])[];
  readonly onChoose: (value: string | undefined) => void;
}

function Choice({ label, value, names, onChoose }: ChoiceProps): ReactNode {
  const styles = useStyles();
  return (
    <Field label={label}>
      <Select
        className={styles.choice}
        value={value}
        onChange={(_, { value: chosen }) => onChoose(chosen || undefined)}
      >
        {names.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
