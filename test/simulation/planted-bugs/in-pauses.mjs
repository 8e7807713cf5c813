/** Bugs in the pause of all groups and its end. */
const membership = (file) => `src/membership/${file}.ts`;

/** @type {readonly import('./list.mjs').PlantedBug[]} */
export const IN_PAUSES = [
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
    find: `  await mapAtOnce(ids, GROUPS_AT_ONCE, (id) => giveNewVersion(context, id));
  while (!(await end(context, resuming))) {
    // Projections go on meanwhile and raise the epoch.
  }
`,
    put: `  while (!(await end(context, resuming))) {
    // Projections go on meanwhile and raise the epoch.
  }
  await mapAtOnce(ids, GROUPS_AT_ONCE, (id) => giveNewVersion(context, id));
`,
  },
  {
    name: 'no new versions when the pause of all ends',
    breaks: 'invariant 8: what was missed is evaluated',
    file: membership('pause-all'),
    find: '(id) => giveNewVersion(context, id));\n',
    put: '(id) => Promise.resolve(id));\n',
  },
  {
    name: 'deleted objects not looked for while all are paused',
    breaks: 'invariant 8: deleted objects leave paused groups too',
    file: 'src/matching/rule-index.ts',
    find: '    mayHaveBeenPaused(pause, row) ||\n',
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
    name: 'no fence in groups that are paused with all',
    breaks: 'protocol 2: a look at a deleted object stops whoever may still add it',
    file: 'src/membership/look-at-objects.ts',
    find: 'if (rule === null && findings.isEmpty && !mayStillBeWritten(context, meta, { rows, now }))',
    put: 'if (rule === null && findings.isEmpty)',
  },
];
