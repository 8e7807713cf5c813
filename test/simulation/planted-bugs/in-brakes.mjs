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
];
