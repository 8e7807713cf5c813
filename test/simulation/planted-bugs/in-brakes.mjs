/** Bugs in what holds changes back: guards, holds, the pause of all groups. */
const membership = (file) => `src/membership/${file}.ts`;

/** @type {readonly import('./list.mjs').PlantedBug[]} */
export const IN_BRAKES = [
  {
    name: 'pause of all read before the group',
    breaks: 'invariant 8: what is missed while all are paused is evaluated',
    file: membership('look-at-group'),
    find: `  const group = await context.groups.read(groupId);
  // A pause of all groups is read after the group: what it waits for since such a pause is begun when that has ended.
  await context.index.refresh();
`,
    put: `  await context.index.refresh();
  const group = await context.groups.read(groupId);
`,
  },
  {
    name: 'pause of all read before a follower',
    breaks: 'invariant 8: what is missed while all are paused is evaluated',
    file: membership('member-of'),
    find: '    if (group?.meta.todoSince) await context.index.refresh();\n',
    put: '',
  },
  {
    name: 'another pause ended',
    breaks: 'invariant 8: versions are given before the pause ends',
    file: membership('pause-all'),
    find: '  if (control.pauseAll?.etag !== resuming.etag) return true;\n',
    put: "  if (control.pauseAll?.value.state !== 'resuming' || resuming === null) return true;\n",
  },
  {
    name: 'chained group not resumed',
    breaks: 'invariant 8: resume converges',
    file: membership('pause-all'),
    find: "const heals = error === null || error.code === 'MEMBEROF_SOURCE_IS_MEMBEROF';",
    put: 'const heals = error === null;',
  },
  {
    name: 'guard not asked on a run',
    breaks: 'invariant 9: no write beyond the guard',
    file: membership('swap-members'),
    find: '    limits.length > 0\n',
    put: "    limits.length > 0 && swap.cause.kind !== 'run'\n",
  },
  {
    name: 'guard not asked on a union',
    breaks: 'invariant 9: no write beyond the guard',
    file: membership('swap-members'),
    find: '    limits.length > 0\n',
    put: "    limits.length > 0 && swap.cause.kind !== 'source'\n",
  },
  {
    name: 'guard not asked on single changes',
    breaks: 'invariant 9: no write beyond the guard',
    file: membership('write-findings'),
    find: '  if (limits.length > 0) return holdFindings(',
    put: '  if (limits.length > 99) return holdFindings(',
  },
  {
    name: 'removals of the hour forgotten',
    breaks: 'invariant 9: single changes are counted over a sliding hour',
    file: membership('write-findings'),
    find: 'const HOUR = 60 * 60_000;',
    put: 'const HOUR = 0;',
  },
  {
    name: 'hash not compared at release',
    breaks: 'invariant 9: a release is of exactly the diff that was seen',
    file: membership('release-hold'),
    find: "    if (hold.diffHash !== decision.diffHash) return refused(group, 'changed');\n",
    put: '',
  },
  {
    name: 'expired hold released',
    breaks: 'invariant 9: a hold ends after a day',
    file: membership('release-hold'),
    find: "  if (isExpired(meta.hold, context.clock.now())) return 'expired';\n",
    put: '',
  },
  {
    name: 'log left out at release',
    breaks: 'invariant 9: what was logged since wins',
    file: membership('release-hold'),
    find: '  replay(await context.groups.readLog(group.meta.id, hold.logStart), members);\n',
    put: '',
  },
  {
    name: 'breach beyond the diff let through',
    breaks: 'invariant 9: what lies outside the released diff passes the guard itself',
    file: membership('release-hold'),
    find: '    if (limits.length > 0) return heldAnew(context, group, { hold, members, limits });\n',
    put: '',
  },
  {
    name: 'verdicts not remembered while held',
    breaks: 'invariant 9: while held, changes are logged',
    file: membership('judge'),
    find: '  return meta.run !== null || meta.hold !== null;',
    put: '  return meta.run !== null;',
  },
  {
    name: 'hold not overtaken by a new rule',
    breaks: 'invariant 9: a new rule ends a hold',
    file: membership('edit-group'),
    find: '    run: null,\n    hold: null,\n',
    put: '    run: null,\n',
  },
  {
    name: 'rejected rule stays',
    breaks: 'invariant 9: rejecting a rule edit restores the rule before',
    file: membership('release-hold'),
    find: ', rule: meta.membersRule };',
    put: ' };',
  },
  {
    name: 'version not counted by a hold',
    breaks: 'invariant 8: a deleted object leaves held groups too',
    file: membership('hold-change'),
    find: '  const ver = meta.ver === meta.membersVer ? meta.ver + 1 : meta.ver;',
    put: '  const ver = meta.ver;',
  },
  {
    name: 'held version projected after settling',
    breaks: 'invariant 8: a deleted object leaves held groups too',
    file: membership('write-findings'),
    find: '  await projectRule(context, groupId);\n',
    put: '',
  },
  {
    name: 'fence of a held follower left out',
    breaks: 'invariant 5: memberOf groups follow',
    file: membership('member-of'),
    find: '    return (await context.groups.write(group.etag, { meta: group.meta })) !== null;\n',
    put: '    return true;\n',
  },
  {
    name: 'imported flips made one by one',
    breaks: 'invariant 9: an import is guarded as a whole',
    file: membership('write-verdicts'),
    find: '  if (importId === null) return writeFindings(context, group, found);',
    put: '  if (importId !== undefined) return writeFindings(context, group, found);',
  },
  {
    name: 'import not seen by a run that reads it',
    breaks: 'invariant 9: an import is guarded, whoever evaluates it',
    file: membership('commit-run'),
    find: '{ members, cause: runCause(meta), importId }',
    put: '{ members, cause: runCause(meta) }',
  },
  {
    name: 'pause of all ignored',
    breaks: 'invariant 8: nothing is written while paused',
    file: membership('pausing'),
    find: "  return isPausedByAll(pause, meta.id) ? 'Paused' : meta.state;",
    put: "  return isPausedByAll(pause, '') ? meta.state : meta.state;",
  },
  {
    name: 'work forgotten while all are paused',
    breaks: 'invariant 1: nothing is lost',
    file: membership('look-at-group'),
    find: '  if (group.meta.todoSince !== null && isPaused(context, group.meta)) return true;\n',
    put: '',
  },
  {
    name: 'pause of all ends before the new versions',
    breaks: 'invariant 8: what was missed is evaluated',
    file: membership('pause-all'),
    find: `  for (const some of chunked(ids, GROUPS_AT_ONCE))
    await Promise.all(some.map((id) => giveNewVersion(context, id)));
  if (!(await end(context, resuming))) return resumeAll(context);
`,
    put: `  if (!(await end(context, resuming))) return resumeAll(context);
  for (const some of chunked(ids, GROUPS_AT_ONCE))
    await Promise.all(some.map((id) => giveNewVersion(context, id)));
`,
  },
  {
    name: 'no new versions when the pause of all ends',
    breaks: 'invariant 8: what was missed is evaluated',
    file: membership('pause-all'),
    find: '    await Promise.all(some.map((id) => giveNewVersion(context, id)));\n',
    put: '    await Promise.all(some.map(async (id) => id));\n',
  },
  {
    name: 'exception before its version',
    breaks: 'invariant 8: a deleted object leaves paused groups too',
    file: membership('pause-all'),
    find: '    await projectRule(context, groupId);\n',
    put: '',
  },
  {
    name: 'deleted objects not looked for while all are paused',
    breaks: 'invariant 8: deleted objects leave paused groups too',
    file: 'src/matching/rule-index.ts',
    find: '          mayHaveBeenPaused(pause, row) ||\n',
    put: '',
  },
  {
    name: 'epoch not raised when the pause of all ends',
    breaks: 'invariant 8: deleted objects leave paused groups too',
    file: 'src/matching/rule-index.ts',
    find: '  return pause?.endedAtEpoch != null && row.epoch <= pause.endedAtEpoch;',
    put: '  return false;',
  },
  {
    name: 'guard not asked on a run',
    breaks: 'invariant 9: no write beyond the guard',
    file: membership('swap-members'),
    find: '    limits.length > 0\n',
    put: "    limits.length > 0 && swap.cause.kind !== 'run'\n",
  },
  {
    name: 'guard not asked on a union',
    breaks: 'invariant 9: no write beyond the guard',
    file: membership('swap-members'),
    find: '    limits.length > 0\n',
    put: "    limits.length > 0 && swap.cause.kind !== 'source'\n",
  },
  {
    name: 'guard not asked on single changes',
    breaks: 'invariant 9: no write beyond the guard',
    file: membership('write-findings'),
    find: '  if (limits.length > 0) return holdFindings(context, group, { found, limits, recent });\n',
    put: '',
  },
  {
    name: 'removals of the hour not counted',
    breaks: 'invariant 9: the guard counts a sliding hour',
    file: membership('write-findings'),
    find: 'meta: { ...write.meta, recentRemovals: noted }',
    put: 'meta: { ...write.meta, recentRemovals: noted.slice(1) }',
  },
  {
    name: 'guard not asked for an import',
    breaks: 'invariant 9: imports are guarded as a whole',
    file: membership('guarding'),
    find: '    if (limits.length > 0 || blankedBy(context, record).length > 0) return id;\n',
    put: '    if (limits.length > 1_000 && blankedBy(context, record).length > 0) return id;\n',
  },
  {
    name: 'release without comparing the hash',
    breaks: 'invariant 9: exactly what was seen is released',
    file: membership('release-hold'),
    find: "    if (hold.diffHash !== decision.diffHash) return refused(group, 'changed');\n",
    put: '',
  },
  {
    name: 'log left out at release',
    breaks: 'invariant 9: what changed meanwhile wins',
    file: membership('release-hold'),
    find: '  replay(await context.groups.readLog(group.meta.id, hold.logStart), members);\n',
    put: '  replay([], members);\n',
  },
  {
    name: 'breach outside of the diff let through',
    breaks: 'invariant 9: what was not seen has to pass the guard itself',
    file: membership('release-hold'),
    find: '    if (limits.length > 0) return heldAnew(context, group, { hold, members, limits });\n',
    put: '    if (limits.length > 1_000) return heldAnew(context, group, { hold, members, limits });\n',
  },
  {
    name: 'expired hold released',
    breaks: 'invariant 9: after a day the change is worked out anew',
    file: membership('release-hold'),
    find: "  if (isExpired(meta.hold, context.clock.now())) return 'expired';\n",
    put: '',
  },
  {
    name: 'hold not overtaken by a new rule',
    breaks: 'invariant 9: a new rule ends a hold',
    file: membership('edit-group'),
    find: '    run: null,\n    hold: null,\n    error: null,\n',
    put: '    run: null,\n    error: null,\n',
  },
  {
    name: 'changes not noted while a change is held',
    breaks: 'invariant 9: what changed meanwhile wins',
    file: membership('judge'),
    find: 'return meta.run !== null || meta.hold !== null;',
    put: 'return meta.run !== null;',
  },
  {
    name: 'version not counted up by a hold',
    breaks: 'invariant 8: deleted objects leave held groups too',
    file: membership('hold-change'),
    find: 'const ver = meta.ver === meta.membersVer ? meta.ver + 1 : meta.ver;',
    put: 'const { ver } = meta;',
  },
  {
    name: 'no fence in a held follower',
    breaks: 'invariant 2: every look writes',
    file: membership('member-of'),
    find: '    return (await context.groups.write(group.etag, { meta: group.meta })) !== null;\n',
    put: '    return true;\n',
  },
  {
    name: 'held group reads as Succeeded',
    breaks: 'invariant 10: status tells the truth',
    file: 'src/directory/group-meta.ts',
    find: "  if (meta.error !== null || meta.hold !== null) return 'Failed';\n",
    put: "  if (meta.error !== null) return 'Failed';\n",
  },
  {
    name: 'pause of all ignored',
    breaks: 'invariant 8: nothing is written while all groups are paused',
    file: membership('pausing'),
    find: "return isPausedByAll(pause, meta.id) ? 'Paused' : meta.state;",
    put: 'return isPausedByAll(pause, meta.id) ? meta.state : meta.state;',
  },
  {
    name: 'groups paused with all not looked at on deletion',
    breaks: 'invariant 8: deleted objects leave paused groups too',
    file: 'src/matching/rule-index.ts',
    find: '          mayHaveBeenPaused(pause, row) ||\n',
    put: '          (mayHaveBeenPaused(pause, row) && rule === null) ||\n',
  },
  {
    name: 'pause of all ended before the versions',
    breaks: 'invariant 8: versions are given before the pause ends',
    file: membership('pause-all'),
    find: `  for (const some of chunked(ids, GROUPS_AT_ONCE))
    await Promise.all(some.map((id) => giveNewVersion(context, id)));
  if (!(await end(context, resuming))) return resumeAll(context);
`,
    put: `  if (!(await end(context, resuming))) return resumeAll(context);
  for (const some of chunked(ids, GROUPS_AT_ONCE))
    await Promise.all(some.map((id) => giveNewVersion(context, id)));
`,
  },
];
