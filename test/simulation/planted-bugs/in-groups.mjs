/** Bugs in what happens to groups: announcements, followers, pauses, instants, names. */
const membership = (file) => `src/membership/${file}.ts`;

/** @type {readonly import('./list.mjs').PlantedBug[]} */
export const IN_GROUPS = [
  {
    name: 'dependents not told after a look',
    breaks: 'invariant 5: memberOf groups follow',
    file: membership('look-at-objects'),
    find: '  const followed = await failures.catching(() => followSources(context, new Set(ids), rows));\n',
    put: '  const followed = new Map<string, number>();\n',
  },
  {
    name: 'dependents not told after a run',
    breaks: 'invariant 5: memberOf groups follow',
    file: membership('look-at-group'),
    find: `  await tellDependents(context, meta.id);
  await context.progress.note();
`,
    put: '  await context.progress.note();\n',
  },
  {
    name: 'dependents not told by an idle group',
    breaks: 'invariant 5: memberOf groups follow',
    file: membership('look-at-group'),
    find: '  await tellDependents(context, group.meta.id);\n',
    put: '',
  },
  {
    name: 'dependents not told by the timer',
    breaks: 'invariant 5: memberOf groups follow',
    file: membership('clock-timer'),
    find: '  await followSources(context, new Set([groupId]), rows);\n',
    put: '',
  },
  {
    name: 'pending deleted without fence',
    breaks: 'invariant 1: a request that read before it and writes after it',
    file: membership('look-at-group'),
    find: '  if ((await context.groups.write(group.etag, { meta })) === null) return false;\n  return finishPending(context, meta, pending);',
    put: '  return finishPending(context, meta, pending);',
  },
  {
    name: 'pending deleted without condition',
    breaks: 'invariant 1: an announcement that came meanwhile stays',
    file: 'src/storage/pending-store.ts',
    find: "{ kind: 'delete', row: groupId, etag }",
    put: "{ kind: 'delete', row: groupId }",
  },
  {
    name: 'pending written after meta',
    breaks: 'invariant 1: announced before it is written',
    file: membership('edit-group'),
    find: `    await announce(context, groupId, group.meta.todoSince);
    const write = written(context, group.meta, edited);
    if ((await context.groups.write(group.etag, write)) === null) continue;
`,
    put: `    const write = written(context, group.meta, edited);
    if ((await context.groups.write(group.etag, write)) === null) continue;
    await announce(context, groupId, group.meta.todoSince);
`,
  },
  {
    name: 'intent row left out',
    breaks: 'invariant 1: an object and its intent are one transaction',
    file: 'src/storage/object-row-entities.ts',
    find: '  const intent = isSettled(content) ? [] : [putIntent(content)];',
    put: '  const intent = content.deleted === null ? [] : [putIntent(content)];',
  },
  {
    name: 'pause ignored',
    breaks: 'invariant 8: nothing is written while paused',
    file: membership('deciding-rule'),
    find: '    !isPaused(context, meta) &&\n',
    put: '',
  },
  {
    name: 'pause ignored by followers',
    breaks: 'invariant 8: nothing is written while paused',
    file: membership('member-of'),
    find: '    !isPaused(context, meta) &&\n',
    put: '',
  },
  {
    name: 'frozen members ignored',
    breaks: 'invariant 9: members of an older rule wait for the run',
    file: membership('judge'),
    find: 'belongs !== members.has(ordinal) && !isFrozen(meta);',
    put: 'belongs !== members.has(ordinal);',
  },
  {
    name: 'new rule keeps the old run',
    breaks: 'invariant 3: a run is of the rule it commits',
    file: membership('edit-group'),
    find: '    run: null,\n    hold: null,\n    error: null,\n',
    put: '    hold: null,\n    error: null,\n',
  },
  {
    name: 'rule taken from the index',
    breaks: 'invariant 2: verdicts are of the rule in meta',
    file: membership('deciding-rule'),
    find: 'const rule = context.index.ruleOf(meta.id, meta.rule);',
    put: 'const rule = context.index.current.group(meta.id)?.rule ?? null;',
  },
  {
    name: 'index ahead of its rows',
    breaks: 'invariant 3: an index is at the epoch read before its rows',
    file: 'src/matching/rule-index-cache.ts',
    find: `    for (const row of await this.#source.readSince(this.#epoch)) this.#take(row);
    this.#epoch = Math.max(this.#epoch, epoch);
`,
    put: `    for (const row of await this.#source.readSince(this.#epoch)) this.#take(row);
    this.#epoch = Math.max(this.#epoch, (await this.#source.readControl()).epoch);
`,
  },
  {
    name: 'loose groups not looked at on deletion',
    breaks: 'invariant 8: deleted objects leave paused groups too',
    file: membership('look-at-objects'),
    find: 'return [...byRule, ...index.looseGroups(), ...Object.keys(row.assignedTo)];',
    put: 'return [...byRule, ...Object.keys(row.assignedTo)];',
  },
  {
    name: 'assigned groups not looked at on deletion',
    breaks: 'invariant 8: deleted objects leave assigned groups too',
    file: membership('look-at-objects'),
    find: 'return [...byRule, ...index.looseGroups(), ...Object.keys(row.assignedTo)];',
    put: 'return [...byRule, ...index.looseGroups()];',
  },
  {
    name: 'due row not written by a run',
    breaks: 'invariant 5: clock rules flip at their instant',
    file: membership('run-range'),
    find: '  if (due.length > 0) await context.due.upsert(due);\n',
    put: '',
  },
  {
    name: 'due row not written by a look',
    breaks: 'invariant 5: clock rules flip at their instant',
    file: membership('look-at-objects'),
    find: '  if (due.length > 0) await context.due.upsert(due);\n',
    put: '',
  },
  {
    name: 'due row deleted without condition',
    breaks: 'invariant 5: an instant noted meanwhile stays',
    file: 'src/storage/due-store.ts',
    find: "{ kind: 'delete', row, etag }",
    put: "{ kind: 'delete', row }",
  },
  {
    name: 'due row deleted before the look',
    breaks: 'invariant 5: an instant stands until it was looked at',
    file: membership('clock-timer'),
    find: '  while (!(await lookOnce(context, rows))) {',
    put: '  for (const row of rows) await context.due.remove(row);\n  while (!(await lookOnce(context, rows))) {',
  },
  {
    name: 'inline settle without reading the epoch',
    breaks: 'invariant 3: a rule saved meanwhile sees the change',
    file: membership('record-change'),
    find: `  const index = await context.index.refresh();
  return !index.mentions(change);
`,
    put: '  return true;\n',
  },
  {
    name: 'recompute before projection',
    breaks: 'invariant 5: sources know their followers first (protocol trace N)',
    file: membership('member-of'),
    find: '    if (await projectIfNewer(context, group.meta)) continue;\n',
    put: '',
  },
  {
    name: 'name on a row removed by a slow worker',
    breaks: 'invariant 8: the rows of members name their groups',
    file: membership('assigned-members'),
    find: '    : known === undefined || known > note.seq;',
    put: '    : known === undefined;',
  },
  {
    name: 'added while deleted not looked at again',
    breaks: 'invariant 8: deleted objects leave assigned groups too',
    file: membership('assigned-members'),
    find: 'current.deleted === null ? noted(current, note) : rearmed(context, current, note);',
    put: 'current.deleted === null ? noted(current, note) : null;',
  },
  {
    name: 'failure marked on a change that was not tried',
    breaks: 'invariant 1: what the sweeper leaves out has been tried',
    file: membership('poison'),
    find: `      (error) => giveUpObject(context, seen, error),
`,
    put: `      async (error) => giveUpObject(context, seen && (await context.objects.readIntent(ordinal)), error),
`,
  },
  {
    name: 'group failed although it was edited',
    breaks: 'invariant 10: Failed is of the present rule',
    file: membership('attempts'),
    find: '    if (failed.edit !== undefined && meta.edit !== failed.edit) return null;\n',
    put: '',
  },
  {
    name: 'deleted member kept by a conversion',
    breaks: 'invariant 8: deleted objects leave held and paused groups too',
    file: membership('assigned-members'),
    find: 'if (!note.belongs ||',
    put: 'if (!note.member ||',
  },
  {
    name: 'members swapped in two steps',
    breaks: 'invariant 7: those who stay, stay',
    file: membership('swap-members'),
    find: '    return (await context.groups.write(etag, write)) !== null;\n',
    put: `    const nobody = group.members.minus(group.members);
    const touchedChunks = group.members.chunkNumbers;
    const emptied = await context.groups.write(etag, { meta, members: nobody, touchedChunks });
    return emptied !== null && (await context.groups.write(emptied, write)) !== null;
`,
  },
  {
    name: 'deleted once more by halves',
    breaks: 'invariant 8: deleted objects leave assigned groups too',
    file: membership('assigned-members'),
    find: '(known >= note.seq && !isSettled(row))',
    put: '(row.assignedTo[note.groupId] !== undefined && !isSettled(row))',
  },
  {
    name: 'followers before their sources',
    breaks: 'invariant 8: deleted objects leave followers too',
    file: membership('look-at-objects'),
    find: 'return [...ids].sort((left, right) => follows(left) - follows(right));',
    put: 'return [...ids].sort((left, right) => follows(right) - follows(left));',
  },
  {
    name: 'followers that appeared meanwhile forgotten',
    breaks: 'invariant 8: deleted objects leave followers too',
    file: membership('look-at-objects'),
    find: '  return hasNewGroups(context, touched, rows) ? null : looked;',
    put: '  return hasNewGroups(context, touched, rows) ? looked : looked;',
  },
  {
    name: 'claim of a name not fenced',
    breaks: 'a unique name belongs to one object',
    file: 'src/objects/claim-name.ts',
    find: '  if (row === null) return fenceMissing(context, holder);',
    put: '  if (row === null) return true;',
  },
  {
    name: 'owner of a name not fenced',
    breaks: 'a unique name belongs to one object',
    file: 'src/objects/claim-name.ts',
    find: 'return (await context.objects.replace(row)) !== null || isAbandoned(context, claim, holder);',
    put: 'return true;',
  },
  {
    name: 'resume evaluates nothing',
    breaks: 'invariant 8: resume converges',
    file: 'src/groups/change-group.ts',
    find: "(state === 'On' && meta.state === 'Paused');",
    put: 'false;',
  },
  {
    name: 'sweeper sees the young only',
    breaks: 'invariant 1: lost messages are brought again',
    file: membership('sweep'),
    find: 'since <= before',
    put: 'since > before',
  },
  {
    name: 'name that stands not noted anew',
    breaks: 'invariant 8: the rows of members name their groups',
    file: membership('assigned-members'),
    find: '    ? known !== undefined && known >= note.seq',
    put: '    ? known !== undefined',
  },
  {
    name: 'no sequence left out by a group that becomes assigned',
    breaks: 'protocol 2: what a slower worker notes on rows is older',
    file: 'src/groups/change-group.ts',
    find: 'seq: meta.seq + 1,',
    put: '',
  },
];
