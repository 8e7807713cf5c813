/** Bugs in what happens to objects: their changes, variants, runs and the log. */
const membership = (file) => `src/membership/${file}.ts`;

/** @type {readonly import('./list.mjs').PlantedBug[]} */
export const IN_CHANGES = [
  {
    name: 'no fence write in looks',
    breaks: 'invariant 2: a verdict of an older reading is never written',
    file: membership('write-findings'),
    find: '  const removals = found.findings.dismissed.size;\n',
    put: '  if (found.findings.isEmpty) return group.meta.seq;\n  const removals = found.findings.dismissed.size;\n',
  },
  {
    name: 'settled before groups are written',
    breaks: 'invariant 1: nothing is lost',
    file: membership('look-at-objects'),
    find: `  const looked =
    touched.size`,
    put: `  if (!(await settle(context, rows, new Map()))) return false;
  const looked =
    touched.size`,
  },
  {
    name: 'ETag ignored in group write',
    breaks: 'invariant 2: conditional writes',
    file: 'src/storage/group-store.ts',
    find: "return transact(table, { kind: 'replace', row: META, properties, etag }, write);",
    put: "return transact(table, { kind: 'put', row: META, properties }, write);",
  },
  {
    name: 'ETag ignored in settle',
    breaks: 'invariant 1: a change that came meanwhile stays announced',
    file: 'src/storage/object-row-entities.ts',
    find: 'const actions = [replaceRow(settled)];',
    put: "const actions: EntityAction[] = [{ kind: 'put', row: objectRowKey(row.ordinal), properties: propertiesOf(settled) }];",
  },
  {
    name: 'epoch read before the row',
    breaks: 'invariant 3: rules saved meanwhile are seen',
    file: membership('look-at-objects'),
    find: `  const rows = await rowsToLookAt(context, ordinals);
  if (rows.length === 0) return true;
  const index = await context.index.refresh();
`,
    put: `  const index = await context.index.refresh();
  const rows = await rowsToLookAt(context, ordinals);
  if (rows.length === 0) return true;
`,
  },
  {
    name: 'rows not read again',
    breaks: 'invariant 2: rows are younger than meta',
    file: membership('look-at-objects'),
    find: '  if (!(await areUnchanged(context, rows))) return null;\n',
    put: '',
  },
  {
    name: 'variant forgotten',
    breaks: 'invariant 4: every state since the object was settled counts',
    file: 'src/directory/object-row.ts',
    find: '  return [...undo, patch];',
    put: '  return [patch];',
  },
  {
    name: 'undo not cumulative',
    breaks: 'invariant 4: variants are states the object has had',
    file: 'src/directory/object-row.ts',
    find: 'const newer = variants[variants.length - 1] as Variant;',
    put: 'const newer = variants[0] as Variant;',
  },
  {
    name: 'too many variants count as none',
    breaks: 'invariant 4: more than is remembered suspects everything',
    file: membership('object-change'),
    find: "changed: row.undo === 'all' || isUnclear ? 'all' : changed,",
    put: "changed: isUnclear ? 'all' : changed,",
  },
  {
    name: 'log entry of a running group left out',
    breaks: 'invariant 3: changes during a run',
    file: membership('judge'),
    find: '  return meta.run !== null || meta.hold !== null;',
    put: '  return meta.hold !== null;',
  },
  {
    name: 'deletion during a run left out',
    breaks: 'invariant 3: deletions during a run',
    file: membership('judge'),
    find: 'else if (isRemembering(group)) findings.notedOut.add(ordinal);',
    put: '',
  },
  {
    name: 'replay of the log left out',
    breaks: 'invariant 3: what was logged since the start wins',
    file: membership('commit-run'),
    find: '  replay(await context.groups.readLog(meta.id, meta.run?.logStart ?? meta.seq), members);\n',
    put: '',
  },
  {
    name: 'oldest entry wins',
    breaks: 'invariant 3: the newest verdict of an object wins',
    file: membership('log-entry'),
    find: '  for (const entry of entries) {',
    put: '  for (const entry of [...entries].reverse()) {',
  },
  {
    name: 'page dropped in a range',
    breaks: 'invariant 6: half a directory removes nobody',
    file: 'src/storage/entity-table.ts',
    find: '    entities.push(...page.entities);\n',
    put: '    if (page.next !== undefined) entities.push(...page.entities);\n',
  },
  {
    name: 'page that fails counts as empty',
    breaks: 'invariant 6: half a directory removes nobody',
    file: membership('range-objects'),
    find: '(block) => context.objects.scanBlock(block)))',
    put: '(block) => context.objects.scanBlock(block).catch(() => ({ rows: [], unreadable: [] }))))',
  },
  {
    name: 'ranges missing accepted',
    breaks: 'invariant 6: a run commits with every range there',
    file: membership('look-at-group'),
    find: '  if (await awaitRanges(context, { header, slice, done: results })) return true;\n',
    put: '  await awaitRanges(context, { header, slice, done: results });\n',
  },
  {
    name: 'high-water mark before the start',
    breaks: 'invariant 3: what is created later finds the run',
    file: membership('start-run'),
    find: `  const started =
    run === undefined
      ? await markStarted(context, group, { run: id, header })
      : [meta, ...(await othersOf(context, meta.id, run))];
  if (started.length === 0) return false;
  const [user, device] = await Promise.all([
    context.ordinals.highWater('user'),
    context.ordinals.highWater('device'),
  ]);
`,
    put: `  const [user, device] = await Promise.all([
    context.ordinals.highWater('user'),
    context.ordinals.highWater('device'),
  ]);
  const started =
    run === undefined
      ? await markStarted(context, group, { run: id, header })
      : [meta, ...(await othersOf(context, meta.id, run))];
  if (started.length === 0) return false;
`,
  },
  {
    name: 'projection left out before the run',
    breaks: 'invariant 3: rules are projected before their run starts',
    file: membership('look-at-group'),
    find: `  await projectIfBehind(context, group.meta);
  const projected =`,
    put: '  const projected =',
  },
  {
    name: 'results of any header taken',
    breaks: 'invariant 6: results are those of the group they are taken for',
    file: membership('start-run'),
    find: 'seal: context.ids.guid(),',
    put: "seal: '',",
  },
  {
    name: 'header read from two',
    breaks: 'invariant 6: results are those of the group they are taken for',
    file: 'src/storage/run-store.ts',
    find: 'if (slices.every(({ properties }) => properties.seal === header.seal))',
    put: 'if (slices.length > 0)',
  },
  {
    name: 'projection written in any order',
    breaks: 'invariant 3: the projection moves forward only',
    file: membership('project-rule'),
    find: `    const { epoch, row } = await context.rules.readRow(groupId);
    const group = await context.groups.readMeta(groupId);
    if (group === null || (row !== null && isCurrent(row, group.value))) return;
`,
    put: `    const group = await context.groups.readMeta(groupId);
    const { epoch, row } = await context.rules.readRow(groupId);
    if (group === null || (row !== null && row.edit === group.value.edit && isCurrent(row, group.value))) return;
`,
  },
];
