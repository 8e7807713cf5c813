/** A few groups of every kind, processed; by name. */
import type { RunningApp } from '../../support/running-app.ts';
import { until } from '../../support/until.ts';

export async function someGroups(app: RunningApp): Promise<Readonly<Record<string, string>>> {
  const ids: Record<string, string> = {};
  await app.user({ displayName: 'Ana', department: 'Sales' });
  await app.user({ displayName: 'Boris', department: 'Legal' });
  const rules = {
    'Sales team': 'user.department -eq "Sales"',
    'Legal team': 'user.department -eq "Legal"',
    'Équipe São Paulo': 'user.city -eq "São Paulo"',
    'All laptops': 'device.deviceOSType -eq "Windows"',
  };
  for (const [displayName, rule] of Object.entries(rules))
    ids[displayName] = await app.group(rule, { displayName });
  ids['By hand'] = await app.group(null, { displayName: 'By hand' });
  ids['Rare =cmd'] = await app.group('user.department -eq "Nobody"', { displayName: '=cmd|x' });
  await until(
    () => app.all('/muster/v1/groups'),
    (groups) => groups.every(({ status }) => status === null || status === 'Succeeded'),
    60,
  );
  return ids;
}
